package io.github.lstmsweep.search.rule.model;

import org.apache.commons.math3.special.Erf;

/**
 * A forecast of a log score. The logarithm is natural, so a difference of 0.01 is 1% of the score.
 *
 * @param mean expected log score
 * @param deviation standard deviation of the curve's log score
 * @param noise standard deviation of one score around its curve
 */
public record Forecast(double mean, double deviation, double noise) {
  /** The share of last scores that {@link #low} and {@link #high} are meant to contain. */
  public static final double SHARE = 0.8;

  /** The deviations between which a normal distribution has this share. */
  private static final double NORMAL = 1.2816;

  /**
   * The factor of a curve's deviation in an interval. The model is too sure about curves of a kind
   * that it has not seen to their end. The factor was chosen on three finished tables.
   */
  private static final double DOUBT = 2.5;

  private static final double ROOT_2 = Math.sqrt(2);
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

  /** Returns this forecast with more doubt about the curve. */
  public Forecast doubted(double factor) {
    return new Forecast(mean, factor * deviation, noise);
  }

  /** Returns the expected score. */
  public double score() {
    return StrictMath.exp(mean);
  }

  /** Returns the lower end of the interval of the score. */
  public double low() {
    return StrictMath.exp(mean - halfWidth());
  }

  /** Returns the upper end of the interval of the score. */
  public double high() {
    return StrictMath.exp(mean + halfWidth());
  }

  private double halfWidth() {
    return NORMAL * Math.hypot(DOUBT * deviation, noise);
  }

  /**
   * Returns how far the curve is expected to end below a log score, where an end above it counts as
   * 0 (Jones, Schonlau and Welch 1998, "Efficient global optimization of expensive black-box
   * functions", equation 15).
   */
  public double improvement(double best) {
    double gap = best - mean;
    if (deviation <= 0) {
      return Math.max(0, gap);
    }
    double z = gap / deviation;
    double below = Erf.erfc(-z / ROOT_2) / 2;
    double density = StrictMath.exp(-z * z / 2) / ROOT_2_PI;
    return Math.max(0, gap * below + deviation * density);
  }
}
