package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/** Makes trials on a series that is read with further columns. */
public final class ColumnTrials {
  private static final int LENGTH = 400;

  private ColumnTrials() {}

  /**
   * Returns a demand that follows the heat of two moments before, which is noise. So its own past
   * says little about its future, and that of the heat says nearly all. A third column is noise of
   * its own. Each column has a different mean and deviation.
   */
  public static TimeSeries demand() {
    return demand(LENGTH);
  }

  /** Returns a demand of {@code length} values, which begins with {@link #demand()}. */
  public static TimeSeries demand(int length) {
    Random random = new Random(11);
    float[] demand = new float[length];
    float[] heat = new float[length];
    float[] noise = new float[length];
    for (int i = 0; i < length; i++) {
      heat[i] = (float) (20 + 5 * random.nextGaussian());
      noise[i] = (float) (1_000 * random.nextGaussian());
      double before = i < 2 ? 20 : heat[i - 2];
      demand[i] = (float) (300 + 8 * (before - 20) + 2 * random.nextGaussian());
    }
    return new TimeSeries(
        "demand.csv",
        "demand",
        demand,
        List.of(new SeriesColumn("heat", heat), new SeriesColumn("noise", noise)),
        OptionalDouble.empty());
  }

  /** Returns {@link #demand()} without its columns. */
  public static TimeSeries alone() {
    TimeSeries demand = demand();
    return new TimeSeries(demand.name(), demand.column(), demand.values(), OptionalDouble.empty());
  }

  /** Returns a series as a CSV file: its values, and then its columns in their order. */
  public static String csv(TimeSeries series) {
    StringBuilder csv = new StringBuilder(series.column());
    series.inputColumns().forEach(input -> csv.append(',').append(input.name()));
    for (int i = 0; i < series.length(); i++) {
      csv.append('\n').append(series.values()[i]);
      for (SeriesColumn input : series.inputColumns()) {
        csv.append(',').append(input.values()[i]);
      }
    }
    return csv.append('\n').toString();
  }

  /** Returns a trial with 250 training and 100 validation windows. */
  public static Trial trial(TimeSeries series, Map<Hyperparameter, ?> values) {
    return trial(series, values, 100);
  }

  /** Returns a trial with 250 training windows and {@code validationWindows} after them. */
  public static Trial trial(
      TimeSeries series, Map<Hyperparameter, ?> values, int validationWindows) {
    Map<Hyperparameter, Object> all =
        new EnumMap<>(
            Map.of(
                Hyperparameter.BATCH_SIZE, 16,
                Hyperparameter.NUM_HIDDENS, 8,
                Hyperparameter.LR, 0.1,
                Hyperparameter.INPUT, "sequence",
                Hyperparameter.NUM_EPOCHS, 3));
    all.putAll(values);
    return Trial.of(
        Hyperparameters.of(all),
        Dataset.ofSeries(
            series.name(),
            series.sha256(),
            new SeriesForm(
                series.column(),
                series.inputColumns().stream().map(SeriesColumn::name).toList(),
                SeriesForm.Scale.STANDARD),
            250,
            validationWindows));
  }
}
