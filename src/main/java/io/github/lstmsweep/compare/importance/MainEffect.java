package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.result.row.TrialRow;
import java.util.List;

/**
 * The trials at each value of one factor.
 *
 * @param levels in the order of the factor's levels
 */
public record MainEffect(Factor factor, List<Level> levels) {
  /** Closer shares of failed trials may differ by chance. */
  private static final double APART = 0.1;

  /** Copies the levels. */
  public MainEffect {
    levels = List.copyOf(levels);
  }

  /**
   * The trials at one value. A statistic without trials is NaN.
   *
   * @param value for people, such as {@code 0.1}
   * @param rows of all trials, with any status
   * @param notOk number of these that are not OK
   * @param geometricMean of the measure's numbers above 0, over the OK trials
   * @param numbers of the measure, over the OK trials
   */
  public record Level(
      String value, List<TrialRow> rows, int notOk, double geometricMean, FiveNumbers numbers) {
    /** Copies the rows. */
    public Level {
      rows = List.copyOf(rows);
    }

    /** Returns the number of all trials. */
    public int trials() {
      return rows.size();
    }

    /** Returns the share of the trials that are not OK, from 0 to 1; 0 without trials. */
    public double shareNotOk() {
      return rows.isEmpty() ? 0 : (double) notOk / rows.size();
    }

    /** Formats the share for people, such as {@code 12%}. Only none and all become 0% and 100%. */
    public String percentNotOk() {
      if (notOk == 0 || notOk == rows.size()) {
        return notOk == 0 ? "0%" : "100%";
      }
      return Math.max(1, Math.min(99, Math.round(100 * shareNotOk()))) + "%";
    }
  }

  /** Returns the largest difference between the shares of failed trials at two values. */
  public double sharesApart() {
    double[] shares =
        levels.stream()
            .filter(level -> level.trials() > 0)
            .mapToDouble(Level::shareNotOk)
            .sorted()
            .toArray();
    return shares.length == 0 ? 0 : shares[shares.length - 1] - shares[0];
  }

  /** Returns whether the value decides which trials fail: the shares are 10% or more apart. */
  public boolean isHarmful() {
    return sharesApart() >= APART;
  }

  /**
   * Returns the largest geometric mean of a value divided by the smallest; 1 if fewer than two
   * values have one.
   */
  public double ratio() {
    double[] means =
        levels.stream()
            .mapToDouble(Level::geometricMean)
            .filter(mean -> !Double.isNaN(mean))
            .sorted()
            .toArray();
    return means.length < 2 ? 1 : means[means.length - 1] / means[0];
  }
}
