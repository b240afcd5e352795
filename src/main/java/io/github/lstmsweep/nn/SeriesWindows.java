package io.github.lstmsweep.nn;

import io.github.lstmsweep.trial.SeriesInput;

/**
 * The windows of a time series that a model sees. Each window starts at a moment, reads the numbers
 * of {@code tau} moments and forecasts the value of the next one.
 *
 * @param values numbers by moment, [moments][width]; not copied, never written to
 * @param width numbers of a moment: the value of the series, then those of further columns
 * @param tau moments in a window
 * @param input form in which a step reads the values
 * @param minibatch windows in the largest minibatch
 */
// Never compared or used as a key: the kernels read the array itself.
@SuppressWarnings("ArrayRecordComponent")
public record SeriesWindows(float[] values, int width, int tau, SeriesInput input, int minibatch) {
  /** Refuses windows without values and minibatches without windows. */
  public SeriesWindows {
    if (tau < 1 || minibatch < 1) {
      throw new IllegalArgumentException(
          "Cannot take minibatches of %d windows of %d values: must be at least 1 of each"
              .formatted(minibatch, tau));
    }
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          "Cannot take moments of %d numbers from %d: must be whole moments of at least 1"
              .formatted(width, values.length));
    }
  }

  /** The windows of a series that has no further columns. */
  public SeriesWindows(float[] values, int tau, SeriesInput input, int minibatch) {
    this(values, 1, tau, input, minibatch);
  }

  /** Moments of the series. */
  public int moments() {
    return values.length / width;
  }

  /** Numbers that a step reads. */
  public int numbers() {
    return input == SeriesInput.WINDOW ? Math.multiplyExact(tau, width) : width;
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
