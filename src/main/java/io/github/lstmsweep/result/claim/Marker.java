package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.result.storage.Storage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The marker of one claim. It is written once and then rewritten every few seconds until it is
 * closed. A process that a signal stops deletes its markers, so Ctrl-C never counts as a death.
 */
final class Marker implements Claim.Work {
  /** Interval at which a marker is rewritten. */
  static final Duration BEAT = Duration.ofSeconds(10);

  /** Line of a marker that was rewritten: its process has had the trial for a while. */
  private static final String WORKING = "working: yes";

  /** Line of a marker whose trial has not begun, so the trial causes no death. */
  private static final String WAITING = "waiting: yes";

  /** Beginning of the line with the time since which the process has the trial. */
  private static final String SINCE = "since: ";

  private static final Set<Marker> OPEN = ConcurrentHashMap.newKeySet();

  /** True once a signal stops this process: deleted markers must not come back. */
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
  private Instant since = Instant.now();
  private ScheduledFuture<?> beats;
  private boolean closed;

  private Marker(Storage storage, String path, Claimant self, boolean waiting) {
    this.storage = storage;
    this.path = path;
    this.self = self;
    this.waiting = waiting;
  }

  /** Returns the marker of a trial that begins as soon as it is claimed. */
  static Marker ofWork(Storage storage, String path, Claimant self) {
    return new Marker(storage, path, self, false);
  }

  /** Returns the marker of a trial whose turn comes later. */
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
   * Returns the time since which the process has the trial, by its own clock. It is empty in
   * markers of older versions.
   */
  static Optional<Instant> since(String text) {
    return text.lines()
        .filter(line -> line.matches(SINCE + "[0-9]{1,15}"))
        .map(line -> Instant.ofEpochMilli(Long.parseLong(line.substring(SINCE.length()))))
        .findFirst();
  }

  /**
   * Writes the marker and schedules its rewriting. If a signal stops this process, it waits for the
   * end.
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
      since = Instant.now();
      beat();
    }
  }

  private String text(String state) {
    return self.text()
        + SINCE
        + since.toEpochMilli()
        + "\n"
        + (waiting ? WAITING + "\n" : "")
        + state;
  }

  private synchronized void beat() {
    if (!closed) {
      try {
        storage.write(path, text(WORKING + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException | RuntimeException e) {
        // The storage is away. If that lasts, publishing reports it.
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
      // The marker stays and counts as one of three deaths, although no process died.
    }
  }

  private static void takeAway() {
    if (stoppedBySignal()) {
      stopping = true;
      OPEN.forEach(Marker::close);
    }
  }

  /**
   * Returns whether a signal stops this process. {@code System.exit} does not count, because a
   * trial may have called it, or Spark when it is short of memory.
   */
  private static boolean stoppedBySignal() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("SIG[A-Z]+ handler"));
  }
}
