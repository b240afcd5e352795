package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How far the mean of one configuration lies above another's: the mean of the differences seed by
 * seed, with Student's interval (Student 1908).
 *
 * @param seeds that both have
 * @param mean of the differences
 * @param halfWidth the interval reaches from {@code mean - halfWidth} to {@code mean + halfWidth}
 */
public record MeanDifference(int seeds, double mean, double halfWidth) {
  /** With fewer, differences have no spread that could be known. */
  static final int FEWEST_SEEDS = 2;

  /**
   * The difference over the seeds that both have, {@link #FEWEST_SEEDS} at least.
   *
   * @param level of confidence, such as 0.95
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

  /** The interval's lower end. */
  public double low() {
    return mean - halfWidth;
  }

  /** The interval's upper end. */
  public double high() {
    return mean + halfWidth;
  }

  /** Whether the interval leaves no doubt that the difference is above zero. */
  public boolean isAboveZero() {
    return low() > 0;
  }
}
