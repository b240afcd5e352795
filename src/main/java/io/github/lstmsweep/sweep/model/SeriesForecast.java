package io.github.lstmsweep.sweep.model;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.train.series.ForecastStep;
import io.github.lstmsweep.train.series.SeriesForecaster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Continues a time series with a trained model, from the end of the series that it learned from or
 * of a different one.
 *
 * @param trained the model
 * @param steps number of values to forecast
 * @param level probability that a value lies in its interval
 */
public record SeriesForecast(TrainedSeries trained, int steps, double level) {
  /** The largest number of values to forecast. */
  public static final int MOST_STEPS = 10_000;

  /** Refuses numbers that are out of bounds. */
  public SeriesForecast {
    if (steps < 1 || steps > MOST_STEPS) {
      throw UserException.badInput(
          "Cannot set the steps of a forecast to "
              + steps
              + ": must be a whole number from 1 to "
              + MOST_STEPS);
    }
    if (!(level > 0 && level < 1)) {
      throw UserException.badInput(
          "Cannot set the probability of an interval to " + level + ": must be between 0 and 1");
    }
  }

  /** Continues the series that the model learned from. */
  public List<ForecastStep> ofItsSeries() {
    return after(trained.series(), trained.series().name());
  }

  /**
   * Continues a series that a program has at hand.
   *
   * @param columns the values of the series and of each further column that the model reads, under
   *     their names; others do not matter
   * @throws UserException if one of them is missing or has another length than the series, or for
   *     the reasons of {@link #after}
   */
  public List<ForecastStep> after(Map<String, float[]> columns) {
    TimeSeries learned = trained.series();
    if (learned.column().isEmpty()) {
      throw cannot("the columns", "must be values without a name, since its series is built in");
    }
    float[] values = column(columns, learned.column());
    List<SeriesColumn> inputs = new ArrayList<>();
    for (SeriesColumn input : learned.inputColumns()) {
      float[] beside = column(columns, input.name());
      if (beside.length != values.length) {
        throw cannot(
            "the columns",
            "%s must have as many values as %s, which has %d, but has %d"
                .formatted(input.name(), learned.column(), values.length, beside.length));
      }
      inputs.add(new SeriesColumn(input.name(), beside));
    }
    return after(
        new TimeSeries("the columns", learned.column(), values, inputs, OptionalDouble.empty()),
        "the columns");
  }

  private float[] column(Map<String, float[]> columns, String name) {
    float[] values = columns.get(name);
    if (values == null) {
      throw cannot(
          "the columns",
          "must have the column %s, but have %s"
              .formatted(
                  name,
                  columns.isEmpty() ? "none" : String.join(", ", new TreeSet<>(columns.keySet()))));
    }
    return values;
  }

  private UserException cannot(String shown, String bound) {
    return UserException.badInput(
        "Cannot continue " + shown + " with trial " + trained.row().id() + ": " + bound);
  }

  /**
   * Continues a series.
   *
   * @param series with the columns and in the units of the one that the model learned from
   * @param shown name of the series, for messages
   * @throws UserException if it is too short or lacks columns, or if the forecasts do not stay
   *     finite
   */
  public List<ForecastStep> after(TimeSeries series, String shown) {
    int tau = trained.hyperparameters().tau();
    List<SeriesColumn> needed = trained.series().inputColumns();
    if (series.inputColumns().size() != needed.size()) {
      throw cannot(
          shown,
          "must have its columns "
              + needed.stream().map(SeriesColumn::name).collect(Collectors.joining(", "))
              + " too, which its windows read");
    }
    if (series.length() < tau) {
      throw cannot(
          shown,
          "must have at least "
              + tau
              + " values, which its windows read, but has "
              + series.length());
    }
    requireFinite(series.values(), "", shown);
    series
        .inputColumns()
        .forEach(input -> requireFinite(input.values(), " of column " + input.name(), shown));
    SeriesForecaster forecaster = trained.forecaster();
    double[] forecasts = forecaster.after(series, steps);
    requireFinite(forecasts, shown);
    return ForecastStep.of(forecasts, forecaster.residuals(steps), level);
  }

  private void requireFinite(float[] values, String of, String shown) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw cannot(shown, "value %d%s must be finite, but is %s".formatted(i + 1, of, values[i]));
      }
    }
  }

  private void requireFinite(double[] forecasts, String shown) {
    for (int k = 0; k < forecasts.length; k++) {
      if (!Double.isFinite(forecasts[k])) {
        throw UserException.badInput(
            "Cannot continue "
                + shown
                + " by "
                + steps
                + " steps with trial "
                + trained.row().id()
                + ": must be at most "
                + k
                + ", since then its forecasts are no longer finite");
      }
    }
  }
}
