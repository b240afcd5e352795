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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The facts that a report shows.
 *
 * @param name of the sweep
 * @param place of its table, for people
 * @param expected number of trials in its specification
 * @param rows the rows that exist
 * @param varying hyperparameters that distinguish the trials
 * @param curves learning curves of the best trials
 * @param forecasts of the best trial on a time series; none for a text
 * @param test lines about the best trial's score on the test windows; none if unknown
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
  /**
   * The number of trials whose curves are drawn, limited by the colours that can be distinguished.
   */
  public static final int CURVES = 8;

  /** Copies the collections. */
  public SweepSummary {
    varying = List.copyOf(varying);
    curves = Map.copyOf(curves);
    forecasts = List.copyOf(forecasts);
    test = List.copyOf(test);
  }

  /** Returns the task, which is the same in all rows of a table. */
  Task task() {
    return rows.rows().stream().findFirst().map(TrialRow::task).orElse(Task.LANGUAGE_MODEL);
  }

  /** Returns {@code perplexity} or {@code RMSE}. */
  String score() {
    return task() == Task.LANGUAGE_MODEL ? "perplexity" : "RMSE";
  }

  /** Returns the rows that rank, best first. */
  List<TrialRow> ranked() {
    return rows.ranked();
  }

  /** Returns the configurations over their seeds; empty if the seed does not vary. */
  Optional<Configurations> configurations() {
    return Configurations.of(rows, varying);
  }

  /** Returns the values that distinguish a trial, such as {@code lr 1, num_steps 8}. */
  String configuration(TrialRow row) {
    return varying.isEmpty()
        ? row.id().hex().substring(0, 8)
        : varying.stream()
            .map(h -> h.key() + " " + Show.parameter(row.hyperparameter(h)))
            .collect(Collectors.joining(", "));
  }
}
