package io.github.lstmsweep.search.rule.model;

import java.util.Arrays;

/**
 * The covariance of log scores of two trials after two epochs, up to one factor:
 *
 * <pre>{@code
 * k((x, t), (x', t')) = places(x, x') · epochs(u, u') + noise·[one score]
 * places(x, x') = common + M(x, x') + own·[one trial]
 * epochs(u, u') = level + M(u, u') + slope·u·u'
 * }</pre>
 *
 * <p>Here u is the logarithm of the epoch over that of the last one, so that u reaches from 0 to 1.
 * M is the Matérn kernel of smoothness 5/2, with one length scale for each dimension of the places
 * (Rasmussen and Williams 2006, equations 4.17 and 5.1). So a curve is a power law with smooth
 * deviations, and trials of near places have near curves.
 *
 * @param lengths length scales of the places, one per dimension
 * @param common variance of what all trials share, relative to that of what near trials share
 * @param own variance of what no other trial shares, relative to that of what near trials share
 * @param epochLength length scale of u
 * @param level variance of the level of a curve, relative to that of its deviations
 * @param slope variance of the exponent of a curve, relative to that of its deviations
 * @param noise variance of one score around its curve
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CurveKernel(
    double[] lengths,
    double common,
    double own,
    double epochLength,
    double level,
    double slope,
    double noise) {
  /** The factor of a step of a length; variances take its square. */
  private static final double STEP = 1.5;

  private static final double ROOT_5 = Math.sqrt(5);

  /** Copies the length scales. */
  CurveKernel {
    lengths = lengths.clone();
  }

  /** Returns a kernel to begin a fit from. */
  static CurveKernel usual(int dimensions) {
    double[] lengths = new double[dimensions];
    Arrays.fill(lengths, 1);
    return new CurveKernel(lengths, 1, 0.05, 1, 0.3, 1, 1e-3);
  }

  /** Returns the number of coordinates that a fit can change. */
  int coordinates() {
    return lengths.length + 6;
  }

  /** Returns the kernel one step along a coordinate, up for 1 and down for -1. */
  CurveKernel step(int coordinate, int direction) {
    double factor = direction > 0 ? STEP : 1 / STEP;
    double[] next = lengths.clone();
    if (coordinate < next.length) {
      next[coordinate] *= factor;
    }
    int other = coordinate - next.length;
    return new CurveKernel(
        next,
        common * (other == 0 ? factor * factor : 1),
        own * (other == 1 ? factor * factor : 1),
        epochLength * (other == 2 ? factor : 1),
        level * (other == 3 ? factor * factor : 1),
        slope * (other == 4 ? factor * factor : 1),
        noise * (other == 5 ? factor * factor : 1));
  }

  /** Returns twice the negative logarithm of the prior: log-normal around the usual kernel. */
  double surprise() {
    CurveKernel usual = usual(lengths.length);
    double sum = square(common / usual.common, 1.5);
    sum += square(own / usual.own, 1.5);
    sum += square(slope / usual.slope, 1.5);
    sum += square(epochLength / usual.epochLength, 0.5);
    sum += square(level / usual.level, 1.5);
    sum += square(noise / usual.noise, 2);
    for (int d = 0; d < lengths.length; d++) {
      sum += square(lengths[d] / usual.lengths[d], 1);
    }
    return sum;
  }

  private static double square(double ratio, double deviation) {
    double z = StrictMath.log(ratio) / deviation;
    return z * z;
  }

  /** Returns the factor of two places; that of a place with itself is 1. */
  double ofPlaces(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < lengths.length; d++) {
      double distance = (one[d] - other[d]) / lengths[d];
      sum += distance * distance;
    }
    return matern(Math.sqrt(sum));
  }

  /** Returns the variance of a curve without noise. */
  double variance(double time) {
    return covariance(1, true, time, time);
  }

  /**
   * Returns the covariance without noise.
   *
   * @param ofPlaces the factor of the places
   * @param one time of one score, from 0 for the first epoch to 1 for the last one
   * @param other time of the other score
   */
  double covariance(double ofPlaces, boolean isOneTrial, double one, double other) {
    double ofTrials = common + ofPlaces + (isOneTrial ? own : 0);
    double ofEpochs = level + matern(Math.abs(one - other) / epochLength) + slope * one * other;
    return ofTrials * ofEpochs;
  }

  private static double matern(double distance) {
    double scaled = ROOT_5 * distance;
    return (1 + scaled + scaled * scaled / 3) * StrictMath.exp(-scaled);
  }
}
