package io.github.lstmsweep.search.rule.around;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The mean scores of trials at the looks, in the order in which they were looked at. */
final class Looks {
  private final int first;
  private final int every;
  private final int epochs;

  /** The means of each trial that was looked at, by the number of the look. */
  private final List<List<Double>> means = new ArrayList<>();

  /** The first look at which a mean is not known; the decisions at it and later are not, either. */
  private int unknown = Integer.MAX_VALUE;

  Looks(int size, int first, int every, int epochs) {
    this.first = first;
    this.every = every;
    this.epochs = epochs;
    for (int trial = 0; trial < size; trial++) {
      means.add(new ArrayList<>());
    }
  }

  /** Returns the number of looks that a trial has had. */
  int had(int trial) {
    return means.get(trial).size();
  }

  /** Returns the epoch of a trial's next look, or the given one if that comes first. */
  int next(int trial, int until) {
    long look = first + (long) every * had(trial);
    return look < epochs ? (int) Math.min(look, until) : until;
  }

  /** Returns whether the next look at a trial is after an epoch. */
  boolean isNext(int trial, int epoch) {
    return epoch < epochs && epoch == first + (long) every * had(trial);
  }

  /** Adds the mean of a trial at its next look; NaN if it is not known yet. */
  void add(int trial, double mean) {
    if (Double.isNaN(mean)) {
      unknown = Math.min(unknown, had(trial));
    }
    means.get(trial).add(mean);
  }

  /** Returns whether all means are known that decide at a trial's last look. */
  boolean isKnown(int trial) {
    return had(trial) - 1 < unknown;
  }

  /**
   * Returns the mean scores that a trial is compared with at its last look. A trial that was looked
   * at for the last time before has its last mean.
   */
  double[] others(int trial) {
    int look = had(trial);
    return means.stream()
        .filter(one -> !one.isEmpty())
        .mapToDouble(one -> one.get(Math.min(look, one.size()) - 1))
        .toArray();
  }

  /**
   * Returns the middle one of values, or the mean of the two in the middle; there is at least one.
   */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
