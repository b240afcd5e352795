package io.github.lstmsweep.plan;

import java.io.Serializable;

/**
 * The epochs of a training that are done at a time.
 *
 * @param after the epochs that the training has had; 0 at the beginning
 * @param until the epoch after which it pauses; at the trial's last one it ends
 */
public record EpochRange(int after, int until) implements Serializable {
  /** Refuses a range without an epoch. */
  public EpochRange {
    if (after < 0 || until <= after) {
      throw new IllegalArgumentException(
          "Cannot train epochs " + (after + 1) + " to " + until + ": must be at least one");
    }
  }
}
