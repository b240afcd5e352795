package io.github.lstmsweep.compare.importance;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The minimum, the quartiles and the maximum of a sample. Quartiles between two values are
 * interpolated linearly (type 7 of Hyndman and Fan 1996, the default of NumPy and R). All are NaN
 * for an empty sample.
 */
public record FiveNumbers(double min, double lower, double median, double upper, double max) {
  /** Returns the five numbers of a sample. */
  static FiveNumbers of(double... sample) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(sample);
    return sample.length == 0
        ? new FiveNumbers(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
        : new FiveNumbers(
            least(sample),
            percentile.evaluate(25),
            percentile.evaluate(50),
            percentile.evaluate(75),
            percentile.evaluate(100));
  }

  private static double least(double[] sample) {
    double least = Double.POSITIVE_INFINITY;
    for (double value : sample) {
      least = Math.min(least, value);
    }
    return least;
  }
}
