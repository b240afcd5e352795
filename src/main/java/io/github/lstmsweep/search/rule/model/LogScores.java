package io.github.lstmsweep.search.rule.model;

import java.util.Arrays;

/** Logarithms of scores, prepared for a Gaussian process. */
final class LogScores {
  /** The variance that one unit of covariance has before any score is known. */
  private static final double PRIOR_SCALE = 0.01;

  private LogScores() {}

  /**
   * Returns the logarithms of scores. A failed trial counts as the worst one. The worst ones are
   * cut three times as far above the median as the best one is below it, because the size of a
   * divergence says nothing about good trials.
   */
  static double[] of(double[] scores) {
    double[] logs = new double[scores.length];
    double[] finite = Arrays.stream(scores).filter(Double::isFinite).map(LogScores::log).toArray();
    Arrays.sort(finite);
    if (finite.length == 0) {
      return logs;
    }
    double median = finite[finite.length / 2];
    double highest = Math.min(median + 3 * (median - finite[0]), finite[finite.length - 1]);
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Double.isFinite(scores[i]) ? Math.min(log(scores[i]), highest) : highest;
    }
    return logs;
  }

  private static double log(double score) {
    return StrictMath.log(Math.max(score, Double.MIN_NORMAL));
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  static double[] minus(double[] values, double subtracted) {
    double[] differences = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      differences[i] = values[i] - subtracted;
    }
    return differences;
  }

  /**
   * Returns the likeliest factor of a covariance K = LLᵀ.
   *
   * @param white L⁻¹y
   */
  static double scale(double[] white) {
    double sum = PRIOR_SCALE;
    for (double value : white) {
      sum += value * value;
    }
    return sum / (white.length + 1);
  }
}
