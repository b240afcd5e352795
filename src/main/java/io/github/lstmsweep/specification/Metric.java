package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Problems;

/**
 * The column that ranks the trials, and its direction.
 *
 * @param name a column of the table: {@code validation_perplexity} or {@code validation_rmse}, by
 *     task
 * @param goal {@code minimize}
 */
public record Metric(String name, String goal) {
  /** Refuses a column that is not measured and an unknown goal. */
  public Metric {
    Problems.requireNone(Choice.METRIC_NAME.problem(name));
    Problems.requireNone(Choice.METRIC_GOAL.problem(goal));
  }
}
