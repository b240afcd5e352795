package io.github.lstmsweep.nn;

import io.github.lstmsweep.trial.SeriesInput;

/**
 * The windows of a time series that a model sees. Each window starts at a value, reads {@code tau}
 * values and forecasts the next one.
 *
 * @param values in their order; not copied, never written to
 * @param tau values in a window
 * @param input form in which a step reads the values
 * @param minibatch windows in the largest minibatch
 */
// Never compared or used as a key: the kernels read the array itself.
@SuppressWarnings("ArrayRecordComponent")
public record SeriesWindows(float[] values, int tau, SeriesInput input, int minibatch) {
  /** Refuses windows without values and minibatches without windows. */
  public SeriesWindows {
    if (tau < 1 || minibatch < 1) {
      throw new IllegalArgumentException(
          "Cannot take minibatches of %d windows of %d values: must be at least 1 of each"
              .formatted(minibatch, tau));
    }
  }

  /** Numbers that a step reads. */
  public int numbers() {
    return input == SeriesInput.WINDOW ? tau : 1;
  }

  /** Steps of the longest sequence. */
  public int longest() {
    return input == SeriesInput.WINDOW ? minibatch : tau;
  }

  /** The number of parallel sequences that a minibatch of {@code windows} windows consists of. */
  int sequences(int windows) {
    return input == SeriesInput.WINDOW ? 1 : windows;
  }
}
