package io.github.lstmsweep.spark;

import java.util.Optional;

/**
 * The end of a sweep: the reason, the counts and the time spent.
 *
 * @param reason why it ended
 * @param finished number of trials that got their rows
 * @param left number of trials without a row; running the same sweep again trains them
 * @param wallTime how the time was spent; empty if no task ran
 */
public record SweepEnd(Reason reason, int finished, int left, Optional<WallTime> wallTime) {
  /** Why a sweep ended. */
  public enum Reason {
    /** Every trial has its row. */
    FINISHED,
    /** The sweep's timeout passed. */
    TIMED_OUT,
    /** The sweep was stopped. */
    INTERRUPTED
  }

  /** Returns an end without the time spent. */
  static SweepEnd of(Reason reason, int finished, int left) {
    return new SweepEnd(reason, finished, left, Optional.empty());
  }

  /** Returns the end of a sweep that had nothing to do. */
  public static SweepEnd nothing() {
    return of(Reason.FINISHED, 0, 0);
  }

  SweepEnd with(Optional<WallTime> time) {
    return new SweepEnd(reason, finished, left, time);
  }
}
