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
  /** Keeps its own copy. */
  public SweepPlan {
    trials = List.copyOf(trials);
  }

  /** FLOP of all trials, validation after every epoch included. */
  public double flops() {
    return trials.stream().mapToDouble(trial -> TrialCost.of(trial).flops()).sum();
  }

  /** Seconds that the cost model predicts for so many cores with the engine {@code cpu}. */
  public double seconds(int cores) {
    return Schedule.of(trials, CostModel.DEFAULT).elapsedSeconds(cores);
  }
}
