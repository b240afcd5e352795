package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Keep;
import java.util.Arrays;
import java.util.List;

/** The validation score that a trial would have, had each of its epochs been the last one. */
public final class ScoresByEpoch {
  private ScoresByEpoch() {}

  /**
   * Returns one score per point of a row's curve. A trial that keeps its best epoch has the lowest
   * one so far.
   */
  public static double[] of(TrialRow row, List<EpochPoint> curve) {
    double[] scores = curve.stream().mapToDouble(EpochPoint::validationScore).toArray();
    if (Keep.BEST.key().equals(row.hyperparameter(Hyperparameter.KEEP))) {
      Arrays.parallelPrefix(scores, ScoresByEpoch::lower);
    }
    return scores;
  }

  /** Returns the lower score; one that is not finite is none. */
  private static double lower(double one, double other) {
    if (!Double.isFinite(other)) {
      return one;
    }
    return Double.isFinite(one) ? Math.min(one, other) : other;
  }
}
