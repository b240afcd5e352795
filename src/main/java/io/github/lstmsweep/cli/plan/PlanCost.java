package io.github.lstmsweep.cli.plan;

import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The sums over all trials that both forms of a plan tell. */
final class PlanCost {
  private PlanCost() {}

  /** Returns a part of the cost, summed over trials. */
  static double total(List<Trial> trials, ToDoubleFunction<TrialCost> part) {
    return trials.stream().map(TrialCost::of).mapToDouble(part).sum();
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
