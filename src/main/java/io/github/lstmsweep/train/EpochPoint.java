package io.github.lstmsweep.train;

/**
 * One point of a learning curve.
 *
 * @param epoch from 1
 * @param trainPerplexity exp of the mean over the epoch's minibatches of their mean loss, each
 *     measured before its update
 * @param validationPerplexity exp of the mean over validation minibatches of their mean loss, after
 *     the epoch
 * @param seconds of this epoch, validation included
 * @param dynamics of its gradients and states
 */
public record EpochPoint(
    int epoch,
    double trainPerplexity,
    double validationPerplexity,
    double seconds,
    Dynamics dynamics) {

  /** A point of which nothing else is known. */
  public EpochPoint(
      int epoch, double trainPerplexity, double validationPerplexity, double seconds) {
    this(epoch, trainPerplexity, validationPerplexity, seconds, Dynamics.UNKNOWN);
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
    static final Dynamics UNKNOWN = new Dynamics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }
}
