package io.github.lstmsweep.spark;

/**
 * How a sweep ended.
 *
 * @param reason why it ended
 * @param finished trials whose rows this run published
 * @param left trials that have none yet: the same sweep again runs them
 */
public record SweepEnd(Reason reason, int finished, int left) {
  /** Why a sweep ended. */
  public enum Reason {
    /** Every trial has its row. */
    FINISHED,
    /** The sweep's timeout passed. */
    TIMED_OUT,
    /** Somebody stopped it. */
    INTERRUPTED
  }
}
