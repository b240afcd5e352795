package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.search.rule.Trainees;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Optional;

/** The trials of a sweep for a rule: everything but their scores. */
abstract class ListedTrainees implements Trainees {
  private final Facts facts;

  /** The facts about trials that no score changes. Several courses of a rule share them. */
  static final class Facts {
    private final List<Trial> trials;
    private final int included;
    private final Places places;
    private final int epochs;
    private final Optional<EarlyStop> earlyStop;

    Facts(List<Trial> trials, int included, Optional<EarlyStop> earlyStop) {
      this.trials = trials;
      this.included = included;
      this.earlyStop = earlyStop;
      this.places = Places.of(trials.stream().map(Trial::hyperparameters).toList());
      this.epochs = ListedTrainees.epochs(trials);
    }
  }

  ListedTrainees(Facts facts) {
    this.facts = facts;
  }

  /** Returns the largest number of epochs of a trial. */
  static int epochs(List<Trial> trials) {
    return trials.stream().mapToInt(trial -> trial.hyperparameters().numEpochs()).max().orElse(1);
  }

  Trial trial(int number) {
    return facts.trials.get(number);
  }

  @Override
  public final int size() {
    return facts.trials.size();
  }

  @Override
  public final int included() {
    return facts.included;
  }

  @Override
  public final int epochs() {
    return facts.epochs;
  }

  @Override
  public final int epochs(int trial) {
    return numEpochs(trial);
  }

  @Override
  public final double[] place(int trial) {
    return facts.places.of(trial);
  }

  @Override
  public final long seed(int trial) {
    return trial(trial).hyperparameters().seed();
  }

  @Override
  public final double epochSeconds(int trial) {
    return CostModel.DEFAULT.seconds(trial(trial)) / numEpochs(trial);
  }

  @Override
  public final double epochTokens(int trial) {
    return (double) TrialCost.of(trial(trial)).trainedTokens() / numEpochs(trial);
  }

  /** Returns what stops a trial by its own scores; empty if nothing does. */
  Optional<EarlyStop> earlyStop() {
    return facts.earlyStop;
  }

  int numEpochs(int trial) {
    return trial(trial).hyperparameters().numEpochs();
  }
}
