package io.github.lstmsweep.train.series;

import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.plan.LinearFit;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Validation errors of forecasts without a network, as root mean squared errors in the units of the
 * series.
 *
 * @param noise of a perfect forecast, i.e. the standard deviation of the noise; NaN if unknown
 * @param naive of the forecast that repeats the previous value
 * @param linear of the least-squares linear forecast from the network's inputs, further columns
 *     included, fitted on the training windows. It is NaN if fitting would take longer than a
 *     trial.
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
        LinearFit.isMade(key.dataset().trainWindows(), (long) tau * series.width())
            ? linear(key, series)
            : Double.NaN);
  }

  private static double linear(Key key, TimeSeries series) {
    int tau = key.tau();
    float[] values = series.values();
    // Scales the values to the order of one, like the constant.
    int scaledBy = key.dataset().trainWindows() + tau;
    SeriesScale scale = SeriesScale.standard(values, scaledBy);
    List<Numbers> columns = new ArrayList<>();
    columns.add(i -> scale.scaled(values[i]));
    for (SeriesColumn input : series.inputColumns()) {
      SeriesScale own = SeriesScale.standard(input.values(), scaledBy);
      columns.add(i -> own.scaled(input.values()[i]));
    }
    double[] row = new double[tau * columns.size() + 1];
    LeastSquares fit = new LeastSquares(row.length);
    for (int start = 0; start < key.dataset().trainWindows(); start++) {
      fit.add(row(columns, start, row), scale.scaled(values[start + tau]));
    }
    double[] coefficients = fit.solution();
    return rmse(
        key,
        values,
        start -> {
          row(columns, start, row);
          double sum = 0;
          for (int k = 0; k < row.length; k++) {
            sum += coefficients[k] * row[k];
          }
          return scale.unscaled(sum);
        });
  }

  /** The scaled values of a column. */
  private interface Numbers {
    /** Returns the value at a moment. */
    double at(int moment);
  }

  /** Fills a row with the numbers of a window, by moment, and a constant. */
  private static double[] row(List<Numbers> columns, int start, double[] row) {
    int width = columns.size();
    for (int k = 0; k < row.length - 1; k++) {
      row[k] = columns.get(k % width).at(start + k / width);
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
