package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whoever puts a larger specification in the place of a table's does so alone: of two at once, each
 * larger than the table's and neither than the other, one would lose its trials without a word.
 */
final class SpecificationTurn {
  /** An id of no trial. */
  static final TrialId ID = new TrialId("0".repeat(31) + "1");

  /** The turn takes a read and a write; a process that died in it is noticed after a minute. */
  private static final Duration PATIENCE = Claims.STALE.multipliedBy(2);

  private static final int LONGEST_PAUSE_MILLIS = 200;

  private SpecificationTurn() {}

  /** Waits for this process's turn, and gives what {@code work} does. */
  static <T> T await(Storage storage, CompactedRows compacted, Turn.Work<T> work)
      throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> done = Turn.take(ID, storage, compacted, work);
      if (done.isPresent()) {
        return done.get();
      }
      if (System.nanoTime() > end) {
        throw new IOException("another process is at it; run the same command again");
      }
      pause();
    }
  }

  /** Two that give way to each other ask again at different times. */
  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("this process is being stopped");
    }
  }
}
