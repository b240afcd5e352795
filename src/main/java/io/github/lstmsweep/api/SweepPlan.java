package io.github.lstmsweep.api;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.trial.Trial;
import java.util.List;

/**
 * The trials of a specification before they are trained.
 *
 * @param trials in the order of the search
 */
public record SweepPlan(List<Trial> trials) {
  /** Copies the list. */
  public SweepPlan {
    trials = List.copyOf(trials);
  }

  /** The FLOP of all trials, including validation after every epoch. */
  public double flops() {
    return trials.stream().mapToDouble(trial -> TrialCost.of(trial).flops()).sum();
  }

  /**
   * The seconds that the cost model predicts for {@code cores} cores with the engine {@code cpu}.
   */
  public double seconds(int cores) {
    return Schedule.of(trials, CostModel.DEFAULT).elapsedSeconds(cores);
  }
}
