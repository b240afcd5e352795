package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.Task;

/**
 * One point of a learning curve. The score of a text is a perplexity: exp of the mean over
 * minibatches of their mean loss. The score of a time series is its root mean squared error, in the
 * units of the series.
 *
 * @param task decides the meaning of the scores
 * @param epoch from 1
 * @param trainScore over the epoch's minibatches, each measured before its update
 * @param validationScore over the validation minibatches, after the epoch
 * @param seconds of this epoch, including validation
 * @param dynamics sizes of its gradients and states
 */
public record EpochPoint(
    Task task,
    int epoch,
    double trainScore,
    double validationScore,
    double seconds,
    Dynamics dynamics) {

  /** Makes a point of a language model. */
  public EpochPoint(
      int epoch,
      double trainPerplexity,
      double validationPerplexity,
      double seconds,
      Dynamics dynamics) {
    this(Task.LANGUAGE_MODEL, epoch, trainPerplexity, validationPerplexity, seconds, dynamics);
  }

  /** Makes a point of a language model with unknown dynamics. */
  public EpochPoint(
      int epoch, double trainPerplexity, double validationPerplexity, double seconds) {
    this(epoch, trainPerplexity, validationPerplexity, seconds, Dynamics.UNKNOWN);
  }

  /** Returns the training perplexity of a language model; NaN for a different task. */
  public double trainPerplexity() {
    return of(Task.LANGUAGE_MODEL, trainScore);
  }

  /** Returns the validation perplexity of a language model; NaN for a different task. */
  public double validationPerplexity() {
    return of(Task.LANGUAGE_MODEL, validationScore);
  }

  /** Returns the training RMSE of a time series; NaN for a different task. */
  public double trainRmse() {
    return of(Task.TIME_SERIES, trainScore);
  }

  /** Returns the validation RMSE of a time series; NaN for a different task. */
  public double validationRmse() {
    return of(Task.TIME_SERIES, validationScore);
  }

  private double of(Task wanted, double score) {
    return task == wanted ? score : Double.NaN;
  }

  /**
   * The sizes of gradients and states in an epoch. NaN means unknown.
   *
   * @param meanGradientNorm mean over the epoch's minibatches of the gradient's global L2 norm,
   *     before clipping
   * @param maxGradientNorm maximum of these norms
   * @param largestH largest |h| over all layers, steps and windows of the validation after the
   *     epoch
   * @param largestC largest |c| over all layers, steps and windows of that validation; NaN if the
   *     cell has no c
   */
  public record Dynamics(
      double meanGradientNorm, double maxGradientNorm, double largestH, double largestC) {
    /** The dynamics if nothing is known. */
    public static final Dynamics UNKNOWN =
        new Dynamics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
