package io.github.lstmsweep.attempt;

import io.github.lstmsweep.trial.TrialId;
import java.io.Serializable;

/**
 * The state of a trial in training, as its process reports it to the driver.
 *
 * @param trial the hexadecimal digits of its id
 * @param epoch number of epochs that have ended
 * @param numEpochs number of epochs after which the training pauses or ends
 * @param trainedTokens tokens, or steps of a time series, that were trained so far
 * @param totalTokens tokens or steps until the training pauses or ends
 * @param validationScore after the last epoch that ended; NaN before
 * @param seconds since the training began
 * @param curve the validation scores of the epochs so far
 */
public record TrialProgress(
    String trial,
    int epoch,
    int numEpochs,
    long trainedTokens,
    long totalTokens,
    double validationScore,
    double seconds,
    CoarseCurve curve)
    implements Serializable {

  /** The id of the trial. */
  public TrialId id() {
    return new TrialId(trial);
  }

  /** Returns the trained part of the training, from 0 to 1. */
  public double fraction() {
    return totalTokens > 0 ? Math.min(1, (double) trainedTokens / totalTokens) : 0;
  }
}
