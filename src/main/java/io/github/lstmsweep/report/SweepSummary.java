package io.github.lstmsweep.report;

import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a report is made of.
 *
 * @param name of the sweep
 * @param place of its table, for people
 * @param expected trials of its specification
 * @param rows that are there
 * @param varying hyperparameters that tell the trials apart
 * @param curves of the best trials
 * @param forecasts of the best trial on a time series; none of a text
 * @param test lines that say what the best is worth on the test windows; none where that is unknown
 */
public record SweepSummary(
    String name,
    String place,
    int expected,
    TableRows rows,
    List<Hyperparameter> varying,
    Map<TrialId, List<EpochPoint>> curves,
    List<ForecastPoint> forecasts,
    List<String> test) {
  /** Trials whose curves are drawn: as many as colours that can be told apart. */
  public static final int CURVES = 8;

  /** Keeps its own copies. */
  public SweepSummary {
    varying = List.copyOf(varying);
    curves = Map.copyOf(curves);
    forecasts = List.copyOf(forecasts);
    test = List.copyOf(test);
  }

  /** The rows that are OK and have a finite score, best first. */
  public static List<TrialRow> ranked(TableRows rows) {
    return rows.rows().stream()
        .filter(row -> row.status() == TrialStatus.OK)
        .filter(row -> Double.isFinite(row.validationScore().orElse(Double.NaN)))
        .toList();
  }

  /** What was learned; all rows of a table agree on it. */
  Task task() {
    return rows.rows().stream().findFirst().map(TrialRow::task).orElse(Task.LANGUAGE_MODEL);
  }

  /** {@code perplexity}, or {@code RMSE}. */
  String score() {
    return task() == Task.LANGUAGE_MODEL ? "perplexity" : "RMSE";
  }

  List<TrialRow> ranked() {
    return ranked(rows);
  }

  /** Over their seeds; empty where the seed does not vary. */
  Optional<Configurations> configurations() {
    return Configurations.of(rows, varying);
  }

  /** The values that tell a trial apart: {@code lr 1, num_steps 8}. */
  String configuration(TrialRow row) {
    return varying.isEmpty()
        ? row.id().hex().substring(0, 8)
        : varying.stream()
            .map(h -> h.key() + " " + Show.parameter(row.hyperparameter(h)))
            .collect(Collectors.joining(", "));
  }
}
