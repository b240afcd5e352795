package io.github.lstmsweep.train.series;

import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;

/**
 * How a network sees the values of a series.
 *
 * @param mean taken off them
 * @param deviation that they are divided by then
 */
public record SeriesScale(double mean, double deviation) {
  /** As the trial has it: as they are, or standardized by those that training windows hold. */
  public static SeriesScale of(Trial trial, float[] values) {
    String scale = trial.dataset().series().orElseThrow().scale();
    if (scale.equals(SeriesForm.NONE)) {
      return new SeriesScale(0, 1);
    }
    return standard(values, trial.dataset().trainWindows() + trial.hyperparameters().tau());
  }

  /** By the first {@code n} of {@code values}. */
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
    // Values that are all the same have nothing to be divided by.
    return new SeriesScale(mean, deviation > 0 ? deviation : 1);
  }

  /** All of them as the network sees them. */
  public float[] scaled(float[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) scaled(values[i]);
    }
    return scaled;
  }

  public double scaled(double value) {
    return (value - mean) / deviation;
  }

  /** A value as the series has it. */
  double unscaled(double value) {
    return value * deviation + mean;
  }
}
