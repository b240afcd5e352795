package io.github.lstmsweep.search.rule.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses a kernel by the likelihood of scores and a weak prior (Rasmussen and Williams 2006,
 * equation 5.8). It climbs along one coordinate after the other in steps of fixed factors, so equal
 * scores lead to one kernel on every machine.
 */
final class KernelFit {
  /** More observations are thinned to so many, which bounds the time of a fit. */
  private static final int MOST = 150;

  private static final int SWEEPS = 2;

  private final List<double[]> places = new ArrayList<>();
  private final List<Observation> observations = new ArrayList<>();
  private final double[] times;
  private final double[] logScores;

  private KernelFit(Domain domain, List<Observation> all, double[] allScores) {
    int n = Math.min(MOST, all.size());
    this.times = new double[n];
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      // Evenly spaced, with the last one.
      int chosen = (int) ((i + 1L) * all.size() / n) - 1;
      observations.add(all.get(chosen));
      places.add(domain.places()[all.get(chosen).trial()]);
      times[i] = domain.time(all.get(chosen).epoch());
      scores[i] = allScores[chosen];
    }
    this.logScores = LogScores.minus(scores, LogScores.mean(scores));
  }

  /**
   * Returns a likelier kernel, or the given one if no step makes it likelier.
   *
   * @param logScores of the observations
   */
  static CurveKernel of(
      CurveKernel from, Domain domain, List<Observation> observations, double[] logScores) {
    return new KernelFit(domain, observations, logScores).climb(from);
  }

  private CurveKernel climb(CurveKernel from) {
    CurveKernel best = from;
    double least = loss(best);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int coordinate = 0; coordinate < from.coordinates(); coordinate++) {
        for (int direction = -1; direction <= 1; direction += 2) {
          CurveKernel next = best.step(coordinate, direction);
          double loss = loss(next);
          while (loss < least) {
            best = next;
            least = loss;
            next = best.step(coordinate, direction);
            loss = loss(next);
          }
        }
      }
    }
    return best;
  }

  /** Returns twice the negative log posterior, up to a constant. */
  private double loss(CurveKernel kernel) {
    CholeskyFactor factor = new CholeskyFactor();
    double logDeterminant = 0;
    for (int i = 0; i < times.length; i++) {
      double[] covariances = new double[i];
      for (int k = 0; k < i; k++) {
        covariances[k] =
            kernel.covariance(
                kernel.ofPlaces(places.get(i), places.get(k)),
                observations.get(i).trial() == observations.get(k).trial(),
                times[i],
                times[k]);
      }
      factor.append(covariances, kernel.variance(times[i]) + kernel.noise());
      logDeterminant += 2 * StrictMath.log(factor.at(i, i));
    }
    double scale = LogScores.scale(factor.solve(logScores));
    return times.length * StrictMath.log(scale) + logDeterminant + kernel.surprise();
  }
}
