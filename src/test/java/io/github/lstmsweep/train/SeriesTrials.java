package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes trials on a small series for the tests. */
public final class SeriesTrials {
  private static final int LENGTH = 154;

  private SeriesTrials() {}

  /**
   * Returns the series of {@code src/test/python/reference_linear_forecast.py} minus its mean of
   * 20.
   */
  public static TimeSeries series() {
    return series(0, 1);
  }

  /** Returns {@link #series()} multiplied by {@code factor} and moved by {@code shift}. */
  public static TimeSeries series(double shift, double factor) {
    float[] values = new float[LENGTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (shift + factor * (Math.sin(0.3 * i) + 0.5 * Math.cos(1.7 * i * i)));
    }
    return new TimeSeries("waves", "", values, OptionalDouble.empty());
  }

  /** Returns a trial with 100 training and 50 validation windows. */
  public static Trial trial(
      TimeSeries series, SeriesForm.Scale scale, Map<Hyperparameter, ?> values) {
    return trial(series, scale, 100, values);
  }

  /** Returns a trial with 50 validation windows. */
  public static Trial trial(
      TimeSeries series, SeriesForm.Scale scale, int trainWindows, Map<Hyperparameter, ?> values) {
    return trial(series, scale, trainWindows, values, 50);
  }

  /** Returns a trial with {@code validationWindows} windows after those of training. */
  public static Trial trial(
      TimeSeries series,
      SeriesForm.Scale scale,
      int trainWindows,
      Map<Hyperparameter, ?> values,
      int validationWindows) {
    Map<Hyperparameter, Object> all =
        new EnumMap<>(
            Map.of(
                Hyperparameter.BATCH_SIZE, 16,
                Hyperparameter.NUM_HIDDENS, 8,
                Hyperparameter.LR, 0.1,
                Hyperparameter.NUM_EPOCHS, 3));
    all.putAll(values);
    return Trial.of(
        Hyperparameters.of(all),
        Dataset.ofSeries(
            series.name(),
            series.sha256(),
            new SeriesForm("", scale),
            trainWindows,
            validationWindows));
  }
}
