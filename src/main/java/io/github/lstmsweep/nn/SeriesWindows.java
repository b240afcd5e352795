package io.github.lstmsweep.nn;

import io.github.lstmsweep.trial.SeriesInput;

/**
 * The windows of a time series that a model sees: each starts at a value, reads {@code tau} of them
 * and forecasts the one after.
 *
 * @param values in their order; not copied, never written to
 * @param tau values of a window
 * @param input how they are read
 * @param minibatch windows of the largest minibatch
 */
// Never compared or used as a key: the array is what the kernels read.
@SuppressWarnings("ArrayRecordComponent")
public record SeriesWindows(float[] values, int tau, SeriesInput input, int minibatch) {
  /** Refuses windows of no values and minibatches of no windows. */
  public SeriesWindows {
    if (tau < 1 || minibatch < 1) {
      throw new IllegalArgumentException(
          "Cannot take minibatches of %d windows of %d values: must be at least 1 of each"
              .formatted(minibatch, tau));
    }
  }

  /** Numbers that a step reads. */
  int numbers() {
    return input == SeriesInput.WINDOW ? tau : 1;
  }

  /** Steps of the longest sequence. */
  int longest() {
    return input == SeriesInput.WINDOW ? minibatch : tau;
  }

  /** Sequences that a minibatch is, which run side by side. */
  int sequences(int windows) {
    return input == SeriesInput.WINDOW ? 1 : windows;
  }
}
