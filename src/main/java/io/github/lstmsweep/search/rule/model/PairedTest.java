package io.github.lstmsweep.search.rule.model;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's one-sided test on pairs (Student 1908): whether the mean of differences is above zero.
 */
public final class PairedTest {
  /** The variance of fewer differences is too uncertain to decide anything. */
  static final int FEWEST = 3;

  private final double level;
  private final Map<Integer, Double> critical = new HashMap<>();

  /**
   * Prepares tests of one level.
   *
   * @param level largest probability of the answer yes if the true mean is zero or less
   */
  public PairedTest(double level) {
    this.level = level;
  }

  /** Returns whether the mean is significantly above zero; false for fewer than three values. */
  public boolean isAboveZero(double[] differences) {
    int n = differences.length;
    if (n < FEWEST) {
      return false;
    }
    double sum = 0;
    for (double difference : differences) {
      sum += difference;
    }
    double mean = sum / n;
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    double error = Math.sqrt(squares / (n - 1.0) / n);
    return mean > error * critical.computeIfAbsent(n - 1, this::quantile);
  }

  private double quantile(int freedom) {
    return -new TDistribution(freedom).inverseCumulativeProbability(level);
  }
}
