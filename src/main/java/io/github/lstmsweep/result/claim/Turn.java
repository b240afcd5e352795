package io.github.lstmsweep.result.claim;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Work on a table that one process does at a time. A process claims its turn as it claims a trial,
 * so that the turn passes on when the process dies.
 */
public enum Turn {
  /**
   * To move rows between files. Two processes at once would take rows out of each other's files,
   * and a reader could follow neither.
   */
  COMPACTION("0".repeat(32)),

  /**
   * To replace a table's specification by a larger one. If two processes did so at once, the table
   * would lose the trials that only the first one added.
   */
  SPECIFICATION("0".repeat(31) + "1");

  /** A turn takes a read and a write; a process that died in it is noticed after a minute. */
  private static final Duration PATIENCE = Judge.SILENCE.multipliedBy(2);

  private static final int LONGEST_PAUSE_MILLIS = 200;

  private final String hex;

  /** No trial has this id, because nobody finds a text with such a hash. */
  Turn(String hex) {
    this.hex = hex;
  }

  /** The work that a process does in its turn. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work and returns its result. */
    T run() throws IOException;
  }

  /** The id under which this turn is claimed. */
  public TrialId id() {
    return new TrialId(hex);
  }

  /** Whether this id belongs to a turn and not to a trial. */
  static boolean isTurn(TrialId id) {
    return Arrays.stream(values()).anyMatch(turn -> turn.hex.equals(id.hex()));
  }

  /** Runs {@code work} and returns its result; empty if another process has the turn. */
  public <T> Optional<T> take(Storage storage, Work<T> work) throws IOException {
    Claimant self = Claimant.ofThisProcess(UUID.randomUUID().toString(), true);
    Claims claims = new Claims(storage);
    Claim claim = claims.claim(id(), self);
    if (claim.verdict() != Claim.Verdict.OURS) {
      return Optional.empty();
    }
    try {
      T done = work.run();
      claims.bury(id(), claim.deaths());
      return Optional.of(done);
    } finally {
      claim.work().close();
    }
  }

  /**
   * Waits for this process's turn, runs {@code work} and returns its result.
   *
   * @throws IOException if another process keeps the turn for too long
   */
  public <T> T await(Storage storage, Work<T> work) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<T> done = take(storage, work);
      if (done.isPresent()) {
        return done.get();
      }
      if (System.nanoTime() > end) {
        throw new IOException("another process is at it; " + again().words());
      }
      pause();
    }
  }

  /** Returns the remedy where a different process has the turn. */
  public static Remedy again() {
    return new Remedy(Remedy.Kind.TRY_AGAIN, "when it has ended");
  }

  /** Pauses for a random time, so that two processes that gave way ask again at different times. */
  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("this process is being stopped");
    }
  }
}
