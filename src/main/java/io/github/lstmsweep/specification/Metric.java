package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Problems;

/**
 * What ranks the trials.
 *
 * @param name a column of the table, that of the task: {@code validation_perplexity} or {@code
 *     validation_rmse}
 * @param goal {@code minimize}
 */
public record Metric(String name, String goal) {
  /** Refuses what is not measured. */
  public Metric {
    Problems.requireNone(Choice.METRIC_NAME.problem(name));
    Problems.requireNone(Choice.METRIC_GOAL.problem(goal));
  }
}
