package io.github.lstmsweep.train.series;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Scales the values of a column for the network.
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

  /**
   * Returns the scales of a trial's columns: the series first, then its further columns in their
   * order. Each column has its own mean and deviation.
   */
  public static List<SeriesScale> all(Trial trial, TimeSeries series) {
    List<SeriesScale> scales = new ArrayList<>();
    scales.add(of(trial, series.values()));
    series.inputColumns().forEach(input -> scales.add(of(trial, input.values())));
    return List.copyOf(scales);
  }

  /**
   * Returns all numbers as the network sees them, by moment: the value of the series, then those of
   * its further columns. [moments][width]
   *
   * @param scales of the columns, as {@link #all} returns them
   */
  public static float[] scaled(List<SeriesScale> scales, TimeSeries series) {
    int width = series.width();
    float[] scaled = new float[Math.multiplyExact(series.length(), width)];
    scales.get(0).scale(series.values(), scaled, 0, width);
    for (int c = 1; c < width; c++) {
      scales.get(c).scale(series.inputColumns().get(c - 1).values(), scaled, c, width);
    }
    return scaled;
  }

  private void scale(float[] values, float[] to, int at, int width) {
    for (int i = 0; i < values.length; i++) {
      to[at + i * width] = (float) scaled(values[i]);
    }
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

  /** Returns a value as the network sees it. */
  public double scaled(double value) {
    return (value - mean) / deviation;
  }

  /** Returns a value in the units of the series. */
  public double unscaled(double value) {
    return value * deviation + mean;
  }
}
