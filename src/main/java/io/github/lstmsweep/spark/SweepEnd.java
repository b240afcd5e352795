package io.github.lstmsweep.spark;

import java.util.Optional;

/**
 * How a sweep ended.
 *
 * @param reason why it ended
 * @param finished trials that got their rows
 * @param left trials that have none yet: the same sweep again runs them
 * @param wallTime where the time went; empty where no task ran
 */
public record SweepEnd(Reason reason, int finished, int left, Optional<WallTime> wallTime) {
  /** Why a sweep ended. */
  public enum Reason {
    /** Every trial has its row. */
    FINISHED,
    /** The sweep's timeout passed. */
    TIMED_OUT,
    /** Somebody stopped it. */
    INTERRUPTED
  }

  /** Without a look at the time. */
  static SweepEnd of(Reason reason, int finished, int left) {
    return new SweepEnd(reason, finished, left, Optional.empty());
  }

  /** Nothing was to be done. */
  public static SweepEnd nothing() {
    return of(Reason.FINISHED, 0, 0);
  }

  SweepEnd with(Optional<WallTime> time) {
    return new SweepEnd(reason, finished, left, time);
  }
}
