package io.github.lstmsweep.search.rule.model;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.special.Erf;

/**
 * A density of places: the mean of one kernel per known place and of a wide one for the prior
 * (Bergstra and others 2011, "Algorithms for hyper-parameter optimization"). A kernel is a product
 * of normal densities, each cut to the numbers from 0 to 1. The widths are those of Optuna's
 * multivariate estimator.
 */
public final class ParzenEstimator {
  private static final double ROOT_2 = Math.sqrt(2);

  /** The width of a kernel among few places in one dimension. */
  private static final double WIDTH = 0.2;

  private final List<double[]> candidates;
  private final double[] sums;
  private final double width;
  private int kernels;

  /**
   * Makes a density.
   *
   * @param known places that the density is made of, one number from 0 to 1 per dimension
   * @param candidates places whose density is asked for
   */
  public ParzenEstimator(List<double[]> known, List<double[]> candidates) {
    this.candidates = candidates;
    this.sums = new double[candidates.size()];
    int dimensions = candidates.isEmpty() ? 0 : candidates.get(0).length;
    double narrowest = 1 / Math.min(100, known.size() + 1.0);
    double scott = WIDTH * StrictMath.pow(Math.max(1, known.size()), -1.0 / (dimensions + 4));
    this.width = Math.min(1, Math.max(narrowest, scott));
    double[] middle = new double[dimensions];
    Arrays.fill(middle, 0.5);
    addKernel(middle, 1);
    known.forEach(this::add);
  }

  /** Adds a place. */
  public void add(double[] place) {
    addKernel(place, width);
  }

  /** Returns the density at a candidate. */
  public double at(int candidate) {
    return sums[candidate] / kernels;
  }

  private void addKernel(double[] center, double deviation) {
    double inside = 1;
    for (double c : center) {
      inside *= 0.5 * (Erf.erf((1 - c) / (ROOT_2 * deviation)) + Erf.erf(c / (ROOT_2 * deviation)));
    }
    double peak = 1 / (inside * StrictMath.pow(2 * Math.PI, center.length / 2.0));
    peak /= StrictMath.pow(deviation, center.length);
    for (int candidate = 0; candidate < sums.length; candidate++) {
      double[] place = candidates.get(candidate);
      double sum = 0;
      for (int d = 0; d < center.length; d++) {
        double z = (place[d] - center[d]) / deviation;
        sum += z * z;
      }
      sums[candidate] += peak * StrictMath.exp(-sum / 2);
    }
    kernels++;
  }
}
