package io.github.lstmsweep.cli.plan;

import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.specification.search.MaxCost;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The sums over all trials that both forms of a plan tell. */
final class PlanCost {
  private PlanCost() {}

  /** Returns a part of the cost, summed over trials. */
  static double total(List<Trial> trials, ToDoubleFunction<TrialCost> part) {
    return trials.stream().map(TrialCost::of).mapToDouble(part).sum();
  }

  /**
   * Returns the most tokens that a search by a model trains before its last epochs. Each corpus has
   * a search of its own, with a cost of its own.
   */
  static double mostTokens(SweepInput sweep) {
    MaxCost cost = sweep.spec().search().maxCost();
    return sweep.trials().stream()
        .collect(
            Collectors.groupingBy(
                Trial::dataset,
                Collectors.summingDouble(trial -> TrialCost.of(trial).trainedTokens())))
        .values()
        .stream()
        .mapToDouble(tokens -> cost.shareOf(tokens) * tokens)
        .sum();
  }

  /** Returns the numbers of distinct tokens of the texts; empty if there is no text. */
  static Optional<IntSummaryStatistics> vocabulary(SweepInput sweep) {
    return Optional.of(
            sweep.trials().stream()
                .map(Trial::dataset)
                .filter(data -> data.task() == Task.LANGUAGE_MODEL)
                .mapToInt(Dataset::vocabSize)
                .summaryStatistics())
        .filter(sizes -> sizes.getCount() > 0);
  }
}
