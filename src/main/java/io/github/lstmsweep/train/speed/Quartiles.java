package io.github.lstmsweep.train.speed;

import java.util.Arrays;

/**
 * A sample's middle and spread, which a few rounds that something disturbed do not move.
 *
 * @param lower a quarter of the sample is below
 * @param median half of it is
 * @param upper three quarters are
 */
public record Quartiles(double lower, double median, double upper) {
  /** The values at these places of the sorted sample, which must have one at least. */
  public static Quartiles of(double... sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return new Quartiles(sorted[last / 4], sorted[last / 2], sorted[last - last / 4]);
  }
}
