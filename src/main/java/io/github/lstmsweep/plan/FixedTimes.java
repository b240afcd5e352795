package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;

/**
 * The times of a trial on one core that do not grow with its tokens. They decide the time of short
 * series and of small minibatches.
 *
 * @param trial seconds around the training: claim, baselines, row and commit
 * @param minibatch seconds per minibatch
 * @param parameter seconds per parameter of each training minibatch: sum of the gradient, norm,
 *     optimizer, and weights in the order of the kernels
 * @param step seconds per step of a tile whose rows are empty
 * @param stepFlop seconds per FLOP of a row in such a step, because it reads all weights
 */
public record FixedTimes(
    double trial, double minibatch, double parameter, double step, double stepFlop) {
  static final FixedTimes NONE = new FixedTimes(0, 0, 0, 0, 0);

  /** A pass without a gradient takes this share of the time of a training step. */
  private static final double FORWARD_ONLY = 0.4;

  /** Refuses negative times. */
  public FixedTimes {
    notNegative("trial", trial);
    notNegative("minibatch", minibatch);
    notNegative("parameter", parameter);
    notNegative("step", step);
    notNegative("stepFlop", stepFlop);
  }

  double seconds(Trial t) {
    Hyperparameters p = t.hyperparameters();
    Dataset d = t.dataset();
    int epochs = p.numEpochs();
    Passes training = Passes.over(d.trainWindows(), p, d).times(epochs);
    Passes validation = Passes.over(d.validationWindows(), p, d).times(epochs);
    Passes forecasts = Passes.forecasts(p, d);
    double emptyStep = step + stepFlop * TrialCost.forwardFlopsOfToken(p, d);
    return trial
        + minibatch * (training.minibatches() + validation.minibatches() + forecasts.minibatches())
        + parameter * TrialCost.of(t).parameterCount() * training.minibatches()
        + emptyStep
            * (training.emptyTileSteps()
                + FORWARD_ONLY * (validation.emptyTileSteps() + forecasts.emptyTileSteps()));
  }

  private static void notNegative(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "Cannot set " + name + " to " + value + ": must be a finite number of at least 0");
    }
  }
}
