package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stops a trial whose best score so far is worse than the median of the other trials' mean scores
 * up to that epoch (Golovin and others 2017, "Google Vizier: a service for black-box
 * optimization"). All trials go on epoch by epoch together.
 *
 * @param first epochs before the first decision; at least 1
 */
public record MedianStopping(int first) implements Rule {
  @Override
  public String name() {
    return "median-stopping (from epoch " + first + ")";
  }

  @Override
  public void train(Trainees trainees) {
    int size = trainees.size();
    double[] best = new double[size];
    double[] sums = new double[size];
    int[] lengths = new int[size];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    List<Integer> left = Order.all(size);
    for (int epoch = 1; epoch <= trainees.epochs() && !left.isEmpty(); epoch++) {
      double[] scores = trainees.train(left, epoch);
      for (int i = 0; i < scores.length; i++) {
        int trial = left.get(i);
        best[trial] = Math.min(best[trial], scores[i]);
        sums[trial] += scores[i];
        lengths[trial] = epoch;
      }
      if (epoch >= first) {
        double median = median(sums, lengths);
        List<Integer> stays = new ArrayList<>();
        for (int trial : left) {
          if (best[trial] <= median) {
            stays.add(trial);
          }
        }
        left = stays;
      }
    }
  }

  /** Returns the median of the mean scores; a trial that was stopped has its last mean. */
  private static double median(double[] sums, int[] lengths) {
    double[] means = new double[sums.length];
    for (int trial = 0; trial < means.length; trial++) {
      means[trial] = sums[trial] / lengths[trial];
    }
    Arrays.sort(means);
    int middle = means.length / 2;
    return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
  }
}
