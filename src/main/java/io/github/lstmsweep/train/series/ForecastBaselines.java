package io.github.lstmsweep.train.series;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.plan.LinearFit;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validation errors of forecasts without a network, as root mean squared errors in the units of the
 * series.
 *
 * @param noise of a perfect forecast, i.e. the standard deviation of the noise; NaN if unknown
 * @param naive of the forecast that repeats the previous value
 * @param linear of the least-squares linear forecast from the network's inputs, fitted on the
 *     training windows. It is NaN if fitting would take longer than a trial.
 */
public record ForecastBaselines(double noise, double naive, double linear) {
  // The trials of a grid share a few entries.
  private static final Map<Key, ForecastBaselines> KNOWN = new ConcurrentHashMap<>();

  private record Key(Dataset dataset, int tau) {}

  /**
   * Returns the baselines of a trial. A process computes them once for all trials with the same
   * windows.
   */
  public static ForecastBaselines of(Trial trial, TimeSeries series) {
    return KNOWN.computeIfAbsent(
        new Key(trial.dataset(), trial.hyperparameters().tau()), key -> computed(key, series));
  }

  private static ForecastBaselines computed(Key key, TimeSeries series) {
    float[] values = series.values();
    int tau = key.tau();
    return new ForecastBaselines(
        series.noise().orElse(Double.NaN),
        rmse(key, values, start -> values[start + tau - 1]),
        LinearFit.isMade(key.dataset().trainWindows(), tau) ? linear(key, values) : Double.NaN);
  }

  private static double linear(Key key, float[] values) {
    int tau = key.tau();
    // Scales the values to the order of one, like the constant.
    SeriesScale scale = SeriesScale.standard(values, key.dataset().trainWindows() + tau);
    LeastSquares fit = new LeastSquares(tau + 1);
    double[] row = new double[tau + 1];
    for (int start = 0; start < key.dataset().trainWindows(); start++) {
      fit.add(row(values, start, scale, row), scale.scaled(values[start + tau]));
    }
    double[] coefficients = fit.solution();
    return rmse(
        key,
        values,
        start -> {
          row(values, start, scale, row);
          double sum = 0;
          for (int k = 0; k <= tau; k++) {
            sum += coefficients[k] * row[k];
          }
          return scale.unscaled(sum);
        });
  }

  private static double[] row(float[] values, int start, SeriesScale scale, double[] row) {
    for (int k = 0; k < row.length - 1; k++) {
      row[k] = scale.scaled(values[start + k]);
    }
    row[row.length - 1] = 1;
    return row;
  }

  /** A forecast of one value. */
  private interface Forecast {
    /** Returns the forecast from the window that begins at {@code start}. */
    double after(int start);
  }

  private static double rmse(Key key, float[] values, Forecast forecast) {
    double squares = 0;
    int first = key.dataset().trainWindows();
    int count = key.dataset().validationWindows();
    for (int start = first; start < first + count; start++) {
      double error = values[start + key.tau()] - forecast.after(start);
      squares += error * error;
    }
    return Math.sqrt(squares / count);
  }
}
