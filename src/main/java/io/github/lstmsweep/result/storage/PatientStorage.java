package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.layout.RefusedPathException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Retries the calls of a storage that fails now and then. After a long failure it asks only rarely.
 * A queue of trials then learns of the failure at once, and no trial is trained in vain.
 */
public final class PatientStorage implements Storage {
  private static final Duration NO_QUESTIONS = Duration.ofSeconds(10);

  private final Storage storage;
  private final Patience patience;
  private final Clock clock;
  private IOException away; // null while the storage is reachable
  private long awaySinceNanos;

  /** Makes a storage that retries the calls of {@code storage}. */
  public PatientStorage(Storage storage, Patience patience) {
    this(storage, patience, new Clock());
  }

  /** Makes a storage that retries the calls of {@code storage} and pauses by {@code clock}. */
  public PatientStorage(Storage storage, Patience patience, Clock clock) {
    this.storage = storage;
    this.patience = patience;
    this.clock = clock;
  }

  /** Tells the time and waits. */
  static class Clock {
    long nanos() {
      return System.nanoTime();
    }

    void sleep(Duration time) throws InterruptedException {
      Thread.sleep(time.toMillis());
    }
  }

  private interface Call<T> {
    T get() throws IOException;
  }

  @Override
  public Kind kind(String path) throws IOException {
    return call(() -> storage.kind(path));
  }

  @Override
  public List<String> names(String folder) throws IOException {
    return call(() -> storage.names(folder));
  }

  @Override
  public byte[] read(String path) throws IOException {
    return call(() -> storage.read(path));
  }

  /** Publishes a file; returns false also if an earlier try succeeded and its answer was lost. */
  @Override
  public boolean publish(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    return call(() -> storage.publish(path, scratch, bytes, condition));
  }

  /** Replaces a file; returns false also if an earlier try succeeded and its answer was lost. */
  @Override
  public boolean replace(String path, String scratch, byte[] bytes, Condition condition)
      throws IOException {
    return call(() -> storage.replace(path, scratch, bytes, condition));
  }

  /** Moves a file; returns false also if an earlier try succeeded and its answer was lost. */
  @Override
  public boolean move(String path, String to) throws IOException {
    return call(() -> storage.move(path, to));
  }

  @Override
  public void write(String path, byte[] bytes) throws IOException {
    call(
        () -> {
          storage.write(path, bytes);
          return true;
        });
  }

  /** Deletes without a retry, because a later run clears the leftovers away. */
  @Override
  public void delete(String path) throws IOException {
    storage.delete(path);
  }

  @Override
  public void deleteAll(String folder, Collection<String> names) throws IOException {
    call(
        () -> {
          storage.deleteAll(folder, names);
          return true;
        });
  }

  @Override
  public Instant writtenAt(String file) throws IOException {
    return call(() -> storage.writtenAt(file));
  }

  private <T> T call(Call<T> call) throws IOException {
    boolean wasAway = refuseWhileAway();
    long start = clock.nanos();
    Duration pause = patience.first();
    while (true) {
      try {
        T answer = call.get();
        cameBack();
        return answer;
      } catch (IOException e) {
        if (lasts(e)) {
          throw e;
        }
        Duration waited = Duration.ofNanos(clock.nanos() - start);
        if (wasAway || waited.plus(pause).compareTo(patience.limit()) > 0) {
          throw stayedAway(e, waited);
        }
        sleep(pause, e);
        pause = pause.multipliedBy(2);
        if (pause.compareTo(patience.longest()) > 0) {
          pause = patience.longest();
        }
      }
    }
  }

  /**
   * Returns whether the storage is away and may be asked once now.
   *
   * @throws IOException if it is away and was asked a short while ago
   */
  private synchronized boolean refuseWhileAway() throws IOException {
    if (away == null) {
      return false;
    }
    if (clock.nanos() - awaySinceNanos < NO_QUESTIONS.toNanos()) {
      throw new IOException(away.getMessage(), away);
    }
    awaySinceNanos = clock.nanos();
    return true;
  }

  private synchronized void cameBack() {
    away = null;
  }

  private synchronized IOException stayedAway(IOException e, Duration waited) {
    if (away == null) {
      away = new IOException(Reason.of(e) + " (tried for " + waited.toSeconds() + " s)", e);
    }
    awaySinceNanos = clock.nanos();
    return away;
  }

  private void sleep(Duration pause, IOException e) throws IOException {
    try {
      clock.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  /** Returns whether a retry cannot help. */
  private static boolean lasts(IOException e) {
    return e instanceof AccessDeniedException
        || e instanceof RefusedPathException
        || e instanceof CorruptFileException
        || e instanceof AccessControlException
        || e instanceof NoSuchFileException
        || e instanceof FileNotFoundException
        || e instanceof NotDirectoryException
        || e instanceof ParentNotDirectoryException
        || e instanceof org.apache.hadoop.fs.FileAlreadyExistsException;
  }
}
