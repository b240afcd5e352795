package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trains every trial to its last epoch. A trial that an earlier search has paused goes on. */
final class Whole implements Search {
  private final List<Trial> trials;
  private final int included;

  Whole(List<Trial> trials, int included) {
    this.trials = trials;
    this.included = included;
  }

  @Override
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public int included() {
    return included;
  }

  @Override
  public Step next(Results results) {
    Set<TrialId> ended = results.ended();
    List<Trial> run = trials.stream().filter(trial -> !ended.contains(trial.id())).toList();
    Map<TrialId, EpochRange> ranges = new HashMap<>();
    for (Trial trial : run) {
      int after = results.pausedEpochs(trial.id());
      if (after > 0) {
        ranges.put(trial.id(), new EpochRange(after, trial.hyperparameters().numEpochs()));
      }
    }
    return new Step(run, ranges);
  }
}
