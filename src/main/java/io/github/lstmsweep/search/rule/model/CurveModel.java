package io.github.lstmsweep.search.rule.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A Gaussian process over the log scores of trials and epochs. It forecasts the score of every
 * trial after the last epoch (Swersky, Snoek and Adams 2014, "Freeze-thaw Bayesian optimization",
 * arXiv 1406.3896; its kernel over the logarithm of epochs follows arXiv 2410.09239).
 *
 * <p>With n observations of m trials, one more takes n² + nm operations, and the forecasts take nm.
 * The solution is exact.
 */
final class CurveModel {
  /*
   * L is the factor of the covariances of the observations. The columns of V = L⁻¹K* are those of
   * the targets: each trial after its last epoch. The means are V'L⁻¹y, and the variances are the
   * targets' own minus the squares of V. A new observation adds a row to L and V. Neither depends
   * on scores, so an observation whose score is not known yet narrows the forecasts, and a score
   * that equals its forecast would not move them.
   */
  private final Domain domain;
  private final CurveKernel kernel;
  private final List<Observation> observations = new ArrayList<>();
  private final CholeskyFactor factor = new CholeskyFactor();
  private final List<double[]> rows = new ArrayList<>();
  private final double[] explained;

  /** Makes a model without observations. */
  CurveModel(Domain domain, CurveKernel kernel) {
    this.domain = domain;
    this.kernel = kernel;
    this.explained = new double[domain.size()];
  }

  /** Adds an observation. Its score is given to {@link #forecasts}, in the same order. */
  void add(Observation added) {
    double time = domain.time(added.epoch());
    double[] near = new double[domain.size()];
    double[] row = new double[near.length];
    for (int trial = 0; trial < near.length; trial++) {
      near[trial] = kernel.ofPlaces(domain.places()[added.trial()], domain.places()[trial]);
      row[trial] = kernel.covariance(near[trial], trial == added.trial(), time, 1);
    }
    int n = observations.size();
    double[] covariances = new double[n];
    for (int i = 0; i < n; i++) {
      Observation other = observations.get(i);
      boolean isOneTrial = other.trial() == added.trial();
      covariances[i] =
          kernel.covariance(near[other.trial()], isOneTrial, time, domain.time(other.epoch()));
    }
    factor.append(covariances, kernel.variance(time) + kernel.noise());
    for (int i = 0; i < n; i++) {
      double weight = factor.at(n, i);
      double[] earlier = rows.get(i);
      for (int trial = 0; trial < row.length; trial++) {
        row[trial] -= weight * earlier[trial];
      }
    }
    for (int trial = 0; trial < row.length; trial++) {
      row[trial] /= factor.at(n, n);
      explained[trial] += row[trial] * row[trial];
    }
    rows.add(row);
    observations.add(added);
  }

  /**
   * Forecasts the log score of each trial after its last epoch.
   *
   * @param logScores of the first observations; those of the others are not known yet
   * @return one forecast per trial, in the order of their numbers
   */
  List<Forecast> forecasts(double[] logScores) {
    double mean = LogScores.mean(logScores);
    double[] white = factor.solve(LogScores.minus(logScores, mean));
    double scale = LogScores.scale(white);
    double[] means = new double[domain.size()];
    for (int i = 0; i < white.length; i++) {
      double[] row = rows.get(i);
      for (int trial = 0; trial < means.length; trial++) {
        means[trial] += row[trial] * white[i];
      }
    }
    double noise = Math.sqrt(scale * kernel.noise());
    List<Forecast> forecasts = new ArrayList<>();
    for (int trial = 0; trial < means.length; trial++) {
      double variance = Math.max(0, kernel.variance(1) - explained[trial]);
      forecasts.add(new Forecast(mean + means[trial], Math.sqrt(scale * variance), noise));
    }
    return forecasts;
  }
}
