package io.github.lstmsweep.train.series;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Continues a time series with a trained model. Its forecasts on the validation windows are those
 * of the row's {@code forecasts}, for every number of steps ahead.
 */
public final class SeriesForecaster {
  private final Trial trial;
  private final float[] learned; // values of the series that the model has learned from
  private final List<SeriesScale> scales; // of the columns, the series first
  private final SeriesScale scale; // of the series
  private final SeriesWindows windows;
  private final MovingWindows moving;

  /**
   * A forecaster with one model.
   *
   * @param learned the series that the trial learned from
   * @param canonical parameters of the model, in the order of {@link Parameters}
   */
  public SeriesForecaster(Trial trial, TimeSeries learned, float[] canonical) {
    this.trial = trial;
    this.learned = learned.values();
    this.scales = SeriesScale.all(trial, learned);
    this.scale = scales.get(0);
    this.windows = TrialSeries.windows(trial, SeriesScale.scaled(scales, learned));
    Parameters parameters = Parameters.of(TrialSeries.architecture(trial), canonical);
    this.moving =
        new MovingWindows(
            new ForecastModel(
                KernelChoice.get().kernels(),
                parameters,
                windows,
                Optional.empty(),
                ShardRunner.SEQUENTIAL),
            windows);
  }

  /**
   * Returns the errors on the validation values of this model's forecasts, value minus forecast.
   *
   * @param steps the farthest number of steps ahead
   * @return for each number of steps ahead, from 1 on, the errors in the order of the values; fewer
   *     for each further step, and none if there are fewer validation windows than steps
   */
  public List<double[]> residuals(int steps) {
    int count = Math.min(ModelMemory.MOST_FORECASTS, trial.dataset().validationWindows());
    int first = trial.dataset().trainWindows();
    List<double[]> residuals = new ArrayList<>();
    for (int k = 1; k <= steps; k++) {
      residuals.add(new double[Math.max(0, count - k + 1)]);
    }
    moving.forecast(
        windows.values(),
        first,
        count,
        // A window near the end does not look beyond the values that are counted.
        window -> Math.min(steps, count - window),
        (k, window, forecast) -> {
          double value = learned[first + windows.tau() + window + k - 1];
          residuals.get(k - 1)[window] = value - scale.unscaled(forecast);
        });
    return residuals;
  }

  /**
   * Continues a series from its last values. A network with {@code input: window} reads a minibatch
   * of windows as one sequence. Before the last window it therefore reads as many windows as make a
   * minibatch, as in validation. Forecasts of further steps repeat the last values of the further
   * columns, as in validation too.
   *
   * @param series at least {@code tau} values; the last ones count
   * @param steps number of values to forecast
   * @return the forecasts in the units of the series
   */
  public double[] after(TimeSeries series, int steps) {
    int tau = windows.tau();
    if (series.length() < tau) {
      throw new IllegalArgumentException(
          "Cannot forecast from " + series.length() + " values: must be at least " + tau);
    }
    if (series.width() != windows.width()) {
      throw new IllegalArgumentException(
          "Cannot forecast from %d columns: must be %d".formatted(series.width(), windows.width()));
    }
    int count =
        windows.input() == SeriesInput.WINDOW
            ? Math.min(windows.minibatch(), series.length() - tau + 1)
            : 1;
    float[] last = SeriesScale.scaled(scales, series.last(tau + count - 1));
    double[] forecasts = new double[steps];
    moving.forecast(
        last,
        0,
        count,
        window -> steps,
        (k, window, forecast) -> {
          if (window == count - 1) {
            forecasts[k - 1] = scale.unscaled(forecast);
          }
        });
    return forecasts;
  }
}
