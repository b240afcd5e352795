package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean of one configuration minus that of a second one. It is the mean of the differences seed
 * by seed, with Student's interval (Student 1908).
 *
 * @param seeds number of seeds that both have
 * @param mean mean of the differences
 * @param halfWidth the interval reaches from {@code mean - halfWidth} to {@code mean + halfWidth}
 */
public record MeanDifference(int seeds, double mean, double halfWidth) {
  /** The spread of fewer differences is unknown. */
  static final int FEWEST_SEEDS = 2;

  /**
   * Computes the difference over the seeds that both have.
   *
   * @param level of confidence, such as 0.95
   * @throws IllegalArgumentException if they share fewer than {@link #FEWEST_SEEDS} seeds
   */
  static MeanDifference of(Map<Long, Double> above, Map<Long, Double> below, double level) {
    List<Double> differences = new ArrayList<>();
    above.forEach(
        (seed, value) -> {
          if (below.containsKey(seed)) {
            differences.add(value - below.get(seed));
          }
        });
    int n = differences.size();
    if (n < FEWEST_SEEDS) {
      throw new IllegalArgumentException(
          "Cannot compare over " + n + " seeds: must be " + FEWEST_SEEDS + " at least");
    }
    Spread spread = Spread.of(differences.stream().mapToDouble(d -> d).toArray());
    double t = new TDistribution(n - 1.0).inverseCumulativeProbability((1 + level) / 2);
    return new MeanDifference(n, spread.mean(), t * spread.sd() / Math.sqrt(n));
  }

  /** Returns the interval's lower end. */
  public double low() {
    return mean - halfWidth;
  }

  /** Returns the interval's upper end. */
  public double high() {
    return mean + halfWidth;
  }

  /** Returns whether the whole interval is above zero. */
  public boolean isAboveZero() {
    return low() > 0;
  }
}
