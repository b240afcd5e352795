package io.github.lstmsweep.train.series;

import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;

/**
 * Scales the values of a series for the network.
 *
 * @param mean subtracted first
 * @param deviation divides the difference
 */
public record SeriesScale(double mean, double deviation) {
  /** Returns the scale of a trial: none, or standardized by the values of the training windows. */
  public static SeriesScale of(Trial trial, float[] values) {
    SeriesForm.Scale scale = trial.dataset().series().orElseThrow().scale();
    if (scale == SeriesForm.Scale.NONE) {
      return new SeriesScale(0, 1);
    }
    return standard(values, trial.dataset().trainWindows() + trial.hyperparameters().tau());
  }

  /** Returns the scale that standardizes the first {@code n} of {@code values}. */
  static SeriesScale standard(float[] values, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double deviation = Math.sqrt(squares / n);
    // Equal values have a deviation of 0, which cannot divide them.
    return new SeriesScale(mean, deviation > 0 ? deviation : 1);
  }

  /** Returns all values as the network sees them. */
  public float[] scaled(float[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) scaled(values[i]);
    }
    return scaled;
  }

  /** Returns a value as the network sees it. */
  public double scaled(double value) {
    return (value - mean) / deviation;
  }

  /** Returns a value in the units of the series. */
  public double unscaled(double value) {
    return value * deviation + mean;
  }
}
