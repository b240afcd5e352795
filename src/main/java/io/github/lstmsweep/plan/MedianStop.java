package io.github.lstmsweep.plan;

import java.util.OptionalInt;

/**
 * When trials are compared with the median of the others.
 *
 * @param minEpochs epochs before the first look; empty for a tenth of all
 * @param interval epochs between two looks; empty for a tenth of all
 */
public record MedianStop(OptionalInt minEpochs, OptionalInt interval) {
  /** A tenth of the epochs before the first look, and about ten looks. */
  public static final MedianStop DEFAULT = new MedianStop(OptionalInt.empty(), OptionalInt.empty());

  /** Returns the epoch of the first look, for trials of so many epochs. */
  public int first(int epochs) {
    return minEpochs.orElse(tenth(epochs));
  }

  /** Returns the epochs between two looks, for trials of so many epochs. */
  public int every(int epochs) {
    return interval.orElse(tenth(epochs));
  }

  private static int tenth(int epochs) {
    return Math.max(1, epochs / 10);
  }
}
