package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The marker of one claim: written once, then anew every few seconds until it is closed. One that a
 * signal stops takes its markers away, so that a Ctrl-C never counts as a death.
 */
final class Marker implements Claim.Work {
  /** After which it is written anew, again and again. */
  static final Duration BEAT = Duration.ofSeconds(10);

  /** In a marker that was written anew: its process has long had the trial. */
  private static final String WORKING = "working: yes";

  /** In a marker of a trial that its process has not begun: no death is of its making. */
  private static final String WAITING = "waiting: yes";

  private static final Set<Marker> OPEN = ConcurrentHashMap.newKeySet();

  /** A signal stops this process: what is taken away is not to come again. */
  private static volatile boolean stopping;

  private static final ScheduledExecutorService BEATS =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lstm-sweep-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Marker::takeAway, "lstm-sweep-markers"));
  }

  private final Storage storage;
  private final String path;
  private final Claimant self;
  private boolean waiting;
  private ScheduledFuture<?> beats;
  private boolean closed;

  private Marker(Storage storage, String path, Claimant self, boolean waiting) {
    this.storage = storage;
    this.path = path;
    this.self = self;
    this.waiting = waiting;
  }

  /** Of a trial that is begun as soon as it is claimed. */
  static Marker ofWork(Storage storage, String path, Claimant self) {
    return new Marker(storage, path, self, false);
  }

  /** Of a trial whose turn comes later. */
  static Marker ofWaiting(Storage storage, String path, Claimant self) {
    return new Marker(storage, path, self, true);
  }

  static boolean isWorking(String text) {
    return text.contains(WORKING);
  }

  static boolean isWaiting(String text) {
    return text.contains(WAITING);
  }

  /**
   * Writes it, and anew from time to time. In a process that a signal stops, it waits for the end.
   */
  void appear() throws IOException {
    OPEN.add(this);
    if (!written()) {
      awaitTheEnd();
    }
  }

  private synchronized boolean written() throws IOException {
    if (closed || stopping) {
      return false;
    }
    storage.write(path, text("").getBytes(StandardCharsets.UTF_8));
    beats =
        BEATS.scheduleWithFixedDelay(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    return true;
  }

  private static void awaitTheEnd() throws InterruptedIOException {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("this process is being stopped");
    }
  }

  @Override
  public synchronized void begin() {
    if (waiting) {
      waiting = false;
      beat();
    }
  }

  private String text(String state) {
    return self.text() + (waiting ? WAITING + "\n" : "") + state;
  }

  private synchronized void beat() {
    if (!closed) {
      try {
        storage.write(path, text(WORKING + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException | RuntimeException e) {
        // The storage is away; where that lasts, publishing tells it.
      }
    }
  }

  @Override
  public synchronized void close() {
    OPEN.remove(this);
    if (closed) {
      return;
    }
    closed = true;
    if (beats != null) {
      beats.cancel(false);
    }
    try {
      storage.delete(path);
      storage.delete(path.substring(0, path.lastIndexOf('/')));
    } catch (IOException | RuntimeException e) {
      // It stays, and counts as a death of a process that did not die: one of three.
    }
  }

  private static void takeAway() {
    if (stoppedBySignal()) {
      stopping = true;
      OPEN.forEach(Marker::close);
    }
  }

  /** Not by {@code System.exit}, which a trial, or Spark for want of memory, may have called. */
  private static boolean stoppedBySignal() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("SIG[A-Z]+ handler"));
  }
}
