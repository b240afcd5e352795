package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.trial.Trial;
import java.util.List;

/** The facts about trials that a rule may use before it knows any score. */
final class CandidateFacts {
  private final List<Trial> trials;
  private final Places places;

  CandidateFacts(List<Trial> trials) {
    this.trials = List.copyOf(trials);
    this.places = Places.of(trials.stream().map(Trial::hyperparameters).toList());
  }

  /** Returns the place of a trial in the space that all trials span. */
  double[] place(int trial) {
    return places.of(trial);
  }

  /** Returns the predicted seconds of one epoch on one core. */
  double epochSeconds(int trial) {
    Trial one = trials.get(trial);
    return CostModel.DEFAULT.seconds(one) / one.hyperparameters().numEpochs();
  }

  /** Returns the tokens that one epoch trains. */
  double epochTokens(int trial) {
    Trial one = trials.get(trial);
    return (double) TrialCost.of(one).trainedTokens() / one.hyperparameters().numEpochs();
  }
}
