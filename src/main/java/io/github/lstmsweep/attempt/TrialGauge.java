package io.github.lstmsweep.attempt;

import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.trial.Trial;

/**
 * Shows how far a trial in training has come. The thread of the training writes it, and every
 * thread may read it. A minibatch costs one write of a number, so that no training becomes slower.
 */
public final class TrialGauge implements TrainingListener {
  private final String trial;
  private final int numEpochs;
  private final long totalTokens;
  private final long startNanos = System.nanoTime();
  private volatile long tokens;
  private volatile Ended ended = new Ended(0, Double.NaN, CoarseCurve.EMPTY);

  private record Ended(int epoch, double score, CoarseCurve curve) {}

  /** Makes the gauge of a trial whose training begins now and goes to its end. */
  public TrialGauge(Trial trial) {
    this(trial, trial.hyperparameters().numEpochs());
  }

  /**
   * Makes the gauge of a trial that is trained now.
   *
   * @param until the epoch after which it pauses or ends
   */
  TrialGauge(Trial trial, int until) {
    int last = trial.hyperparameters().numEpochs();
    this.trial = trial.id().hex();
    this.numEpochs = Math.min(until, last);
    this.totalTokens = TrialCost.of(trial).trainedTokens() / last * numEpochs;
  }

  @Override
  public void trained(long trainedTokens) {
    tokens = trainedTokens;
  }

  @Override
  public void ended(EpochPoint epoch) {
    double score = epoch.validationScore();
    ended = new Ended(epoch.epoch(), score, ended.curve().with(score));
  }

  /** Returns the state now. */
  public TrialProgress read() {
    Ended last = ended;
    return new TrialProgress(
        trial,
        last.epoch(),
        numEpochs,
        tokens,
        totalTokens,
        last.score(),
        (System.nanoTime() - startNanos) / 1e9,
        last.curve());
  }
}
