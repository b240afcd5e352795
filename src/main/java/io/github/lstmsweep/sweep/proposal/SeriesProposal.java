package io.github.lstmsweep.sweep.proposal;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.load.CsvColumns;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.WindowCounts;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Proposes a sweep of forecasts for a column of a CSV file. */
public final class SeriesProposal {
  /** A shorter series has no room for training and validation. */
  private static final int LEAST_VALUES = 50;

  /** Values of which windows of 16 values are a small part. */
  private static final int MANY_VALUES = 400;

  private static final int MOST_SHOWN = 20;
  private static final int MOST_INPUTS = 3;
  private static final int MOST_VALIDATION = 5_000;

  /** With more training windows, minibatches of d2l.ai's size would take too long. */
  private static final int MANY_WINDOWS = 5_000;

  private SeriesProposal() {}

  /**
   * Returns the column to forecast: the named one, or the only one that has a number in every line.
   *
   * @param named by a person; empty if nobody named one
   * @param file its name, for messages
   * @throws UserException if the column is none of the file, or several columns would do
   */
  public static String column(CsvColumns columns, String named, String file) {
    List<String> series = series(columns, file);
    if (named.isEmpty()) {
      if (series.size() > 1) {
        throw UserException.badInput(
            "Cannot leave out column: must be one of " + String.join(", ", series));
      }
      return series.get(0);
    }
    if (!series.contains(named)) {
      throw UserException.badInput(
          "Cannot set column to %s: must have a number in every line, as %s; the file has %s"
              .formatted(named, String.join(", ", series), shown(columns)));
    }
    return named;
  }

  /**
   * Returns the columns that have a number in every line.
   *
   * @param file its name, for messages
   * @throws UserException if there is none
   */
  public static List<String> series(CsvColumns columns, String file) {
    List<String> series =
        columns.columns().stream()
            .filter(CsvColumns.Column::isSeries)
            .map(CsvColumns.Column::name)
            .toList();
    if (series.isEmpty()) {
      boolean hasCommas = columns.columns().stream().anyMatch(column -> column.commas() > 0);
      throw UserException.badInput(
          "Cannot use corpus %s: must have a column with a number in every line, but has %s%s"
              .formatted(
                  file,
                  columns.lines() == 0 ? "no line below its names" : shown(columns),
                  hasCommas ? "; a decimal has a point and no comma" : ""));
    }
    return series;
  }

  /** Returns the columns with their cells, for people. */
  public static String shown(CsvColumns columns) {
    int count = columns.columns().size();
    return columns.columns().stream()
            .limit(MOST_SHOWN)
            .map(SeriesProposal::shown)
            .collect(Collectors.joining(", "))
        + (count > MOST_SHOWN ? ", … " + (count - MOST_SHOWN) + " more" : "");
  }

  private static String shown(CsvColumns.Column column) {
    List<String> cells = new ArrayList<>();
    if (column.numbers() > 0) {
      cells.add(Show.counted(column.numbers(), "number"));
    }
    if (column.missing() > 0) {
      cells.add(Show.count(column.missing()) + " missing");
    }
    if (column.others() > 0) {
      cells.add(Show.counted(column.others(), "other value"));
    }
    if (column.named() > 1) {
      cells.add(column.named() + " columns with this name");
    }
    return column.name() + " (" + String.join(", ", cells) + ")";
  }

  /**
   * Proposes a sweep.
   *
   * @param columns of the file
   * @param name of the sweep
   * @throws UserException if the series is too short
   */
  public static Proposal of(TimeSeries series, CsvColumns columns, String name, Budget budget) {
    if (series.length() < LEAST_VALUES) {
      throw UserException.badInput(
          "Cannot propose a sweep of %s: must have at least %d values, but has %d"
              .formatted(series.name(), LEAST_VALUES, series.length()));
    }
    SweepSpec plain = SweepSpec.ofDefaults(name, Task.TIME_SERIES, series.name(), series.column());
    List<Object> taus = series.length() < MANY_VALUES ? List.of(2L, 4L) : List.of(4L, 16L);
    int starts = series.length() - Math.toIntExact((long) taus.get(1));
    int validation = Math.min(MOST_VALIDATION, starts * 3 / 10);
    List<SweepSpec> sized =
        Size.upTo(starts - validation, Size.OF_VALUES).stream()
            .map(
                size -> {
                  int train = Math.min(size.windows(), starts - validation);
                  return plain
                      .on(new WindowCounts(train, validation))
                      .varying(values(taus, size, train));
                })
            .toList();
    return budget.largest(sized, series, facts(series, columns));
  }

  private static Map<Hyperparameter, List<Object>> values(
      List<Object> taus, Size size, int windows) {
    Map<Hyperparameter, List<Object>> values = new LinkedHashMap<>();
    values.put(Hyperparameter.TAU, taus);
    values.put(Hyperparameter.NUM_HIDDENS, size.hiddens());
    values.put(Hyperparameter.LR, List.of(0.01, 0.1));
    values.put(Hyperparameter.NUM_EPOCHS, List.of((long) size.epochs()));
    if (windows > MANY_WINDOWS) {
      values.put(Hyperparameter.BATCH_SIZE, List.of(64L));
    }
    return values;
  }

  private static List<String> facts(TimeSeries series, CsvColumns columns) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    double sum = 0;
    for (float value : series.values()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
    List<String> facts = new ArrayList<>();
    facts.add(
        "The file has %s of %s: %s."
            .formatted(
                Show.counted(columns.lines(), "line"),
                Show.counted(columns.columns().size(), "column"),
                shown(columns)));
    facts.add(
        "The values of %s are between %s and %s, and their mean is %s."
            .formatted(
                series.column(),
                Show.score(least),
                Show.score(most),
                Show.score(sum / series.length())));
    List<String> others =
        columns.columns().stream()
            .filter(column -> column.isSeries() && !column.name().equals(series.column()))
            .limit(MOST_INPUTS)
            .map(column -> inYaml(column.name()))
            .toList();
    if (!others.isEmpty()) {
      facts.add(
          "To let the network read other columns too, set `target: %s` and `columns: [%s]` instead of column."
              .formatted(inYaml(series.column()), String.join(", ", others)));
    }
    return facts;
  }

  private static String inYaml(String name) {
    return name.matches("\\p{L}[\\p{L}0-9_]*")
        ? name
        : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
