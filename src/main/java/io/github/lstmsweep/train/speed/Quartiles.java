package io.github.lstmsweep.train.speed;

import java.util.Arrays;

/**
 * The middle and spread of a sample. A few disturbed rounds do not move them.
 *
 * @param lower a quarter of the sample is below it
 * @param median half of the sample is below it
 * @param upper three quarters of the sample are below it
 */
public record Quartiles(double lower, double median, double upper) {
  /** Returns the values at these places of the sorted sample, which must not be empty. */
  public static Quartiles of(double... sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Quartiles(sorted[last / 4], sorted[last / 2], sorted[last - last / 4]);
  }
}
