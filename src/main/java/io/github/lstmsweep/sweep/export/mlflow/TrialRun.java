package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.export.table.Choice;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.ExportedTrial;
import io.github.lstmsweep.sweep.export.table.RowColumns;
import io.github.lstmsweep.sweep.export.table.TimedPoint;
import io.github.lstmsweep.train.EpochPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the run of a trial. */
final class TrialRun {
  static final String KIND = "trial";

  /** The metric by which runs of every task rank as the table ranks its rows. */
  static final String SCORE = "score";

  private static final String TEST = "test_perplexity";
  private static final String SECONDS = "seconds";
  private static final String CURVES = "curves";
  private static final String SCORES = "scores";

  private final ExportedTable table;
  private final String parent;
  private final Varying varying;

  /** Makes the runs of a table below the run {@code parent}. */
  TrialRun(ExportedTable table, String parent) {
    this.table = table;
    this.parent = parent;
    this.varying = Varying.of(table.spec());
  }

  WantedRun of(ExportedTrial trial) {
    TrialRow row = trial.row();
    boolean hasCurves = table.choice().points() == Choice.Points.CURVE;
    return new WantedRun(
        name(row),
        RunStatus.of(row.status()),
        trial.started(),
        trial.finished(),
        origin(row),
        params(row),
        tags(row),
        values(trial),
        curves(trial),
        content(trial, hasCurves ? CURVES : SCORES),
        hasCurves
            ? Set.of(content(trial, CURVES))
            : Set.of(content(trial, CURVES), content(trial, SCORES)));
  }

  private String name(TrialRow row) {
    String shown = varying.shown(row);
    return shown.isEmpty() ? row.id().hex().substring(0, 8) : shown;
  }

  /** Returns the words that tell whether the run has what the row has. */
  private static String content(ExportedTrial trial, String part) {
    return trial.row().status()
        + " after "
        + Show.counted(trial.epochs(), "epoch")
        + ", "
        + part
        + (trial.testPerplexity().isPresent() ? ", test" : "");
  }

  private Map<String, String> origin(TrialRow row) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(Tag.TRIAL, row.id().hex());
    origin.put(Tag.KIND, KIND);
    origin.put(Tag.SWEEP, table.spec().name());
    origin.put(Tag.PARENT, parent);
    origin.put(Tag.SOURCE, SweepRun.PROGRAM);
    return origin;
  }

  private static Map<String, String> params(TrialRow row) {
    Map<String, String> params = new LinkedHashMap<>();
    RowColumns.causes(row)
        .forEach((name, value) -> params.put(name, TextLimit.PARAM.of(Show.parameter(value))));
    // MLflow has no parameter without a value.
    params.values().removeIf(String::isEmpty);
    return params;
  }

  private static Map<String, String> tags(TrialRow row) {
    Map<String, String> tags = new LinkedHashMap<>();
    RowColumns.facts(row)
        .forEach((name, value) -> tags.put(Tag.of(name), TextLimit.TAG.of(Show.parameter(value))));
    return tags;
  }

  private static List<MetricPoint> values(ExportedTrial trial) {
    TrialRow row = trial.row();
    Map<String, Number> numbers = new LinkedHashMap<>(RowColumns.numbers(row));
    // The curve has these, each at its own epoch.
    numbers.remove("train_" + row.task().score());
    numbers.remove(row.task().metric());
    Ranking.score(row).ifPresent(score -> numbers.put(SCORE, score));
    trial.testPerplexity().ifPresent(score -> numbers.put(TEST, score));
    numbers.values().removeIf(value -> Double.isNaN(value.doubleValue()));
    List<MetricPoint> values = new ArrayList<>();
    numbers.forEach(
        (name, value) ->
            values.add(
                new MetricPoint(name, value.doubleValue(), trial.finished(), trial.epochs())));
    return values;
  }

  private static List<MetricPoint> curves(ExportedTrial trial) {
    List<MetricPoint> curves = new ArrayList<>();
    for (TimedPoint timed : trial.points()) {
      EpochPoint point = timed.point();
      add(curves, timed, "train_" + point.task().score(), point.trainScore());
      add(curves, timed, point.task().metric(), point.validationScore());
      add(curves, timed, SECONDS, point.seconds());
    }
    return curves;
  }

  private static void add(List<MetricPoint> curves, TimedPoint at, String key, double value) {
    if (!Double.isNaN(value)) {
      curves.add(new MetricPoint(key, value, at.at(), at.point().epoch()));
    }
  }
}
