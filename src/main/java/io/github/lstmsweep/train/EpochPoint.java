package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.Task;

/**
 * One point of a learning curve. Scores are perplexities, exp of the mean over minibatches of their
 * mean loss; or of a time series the root of the mean squared error, in its units.
 *
 * @param task which decides what the scores are
 * @param epoch from 1
 * @param trainScore over the epoch's minibatches, each measured before its update
 * @param validationScore over the validation minibatches, after the epoch
 * @param seconds of this epoch, validation included
 * @param dynamics of its gradients and states
 */
public record EpochPoint(
    Task task,
    int epoch,
    double trainScore,
    double validationScore,
    double seconds,
    Dynamics dynamics) {

  /** A point of a language model. */
  public EpochPoint(
      int epoch,
      double trainPerplexity,
      double validationPerplexity,
      double seconds,
      Dynamics dynamics) {
    this(Task.LANGUAGE_MODEL, epoch, trainPerplexity, validationPerplexity, seconds, dynamics);
  }

  /** A point of a language model of which nothing else is known. */
  public EpochPoint(
      int epoch, double trainPerplexity, double validationPerplexity, double seconds) {
    this(epoch, trainPerplexity, validationPerplexity, seconds, Dynamics.UNKNOWN);
  }

  /** The training score of a language model; NaN of other tasks. */
  public double trainPerplexity() {
    return of(Task.LANGUAGE_MODEL, trainScore);
  }

  /** The validation score of a language model; NaN of other tasks. */
  public double validationPerplexity() {
    return of(Task.LANGUAGE_MODEL, validationScore);
  }

  /** The training score of a time series; NaN of other tasks. */
  public double trainRmse() {
    return of(Task.TIME_SERIES, trainScore);
  }

  /** The validation score of a time series; NaN of other tasks. */
  public double validationRmse() {
    return of(Task.TIME_SERIES, validationScore);
  }

  private double of(Task wanted, double score) {
    return task == wanted ? score : Double.NaN;
  }

  /**
   * How far gradients and states went in an epoch; NaN is unknown.
   *
   * @param meanGradientNorm mean over the epoch's minibatches of the gradient's global L2 norm,
   *     before clipping
   * @param maxGradientNorm the largest of these
   * @param largestH largest |h| in the validation after the epoch: of every layer, step and window
   * @param largestC largest |c| likewise; NaN where the cell has none
   */
  public record Dynamics(
      double meanGradientNorm, double maxGradientNorm, double largestH, double largestC) {
    /** Nothing is known. */
    public static final Dynamics UNKNOWN =
        new Dynamics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
