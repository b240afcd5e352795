package io.github.lstmsweep.plan;

import java.io.Serializable;

/**
 * Stops a trial whose score has not improved for some epochs (Prechelt 1998, "Early stopping: but
 * when?"). It looks at the trial's own scores alone.
 *
 * @param patience epochs without an improvement, after which a trial stops; at least 1
 * @param minDelta share by which a score must be lower than the best one before to count as an
 *     improvement, such as 0.001; at least 0 and below 1
 */
public record EarlyStop(int patience, double minDelta) implements Serializable {
  /** Refuses values that would stop a trial at once or never let it improve. */
  public EarlyStop {
    if (patience < 1 || !(minDelta >= 0 && minDelta < 1)) {
      throw new IllegalArgumentException(
          "Cannot stop after " + patience + " epochs without an improvement of " + minDelta);
    }
  }

  /** Looks at the scores of one trial, epoch by epoch. */
  public Watch watch() {
    return new Watch();
  }

  /** The scores of one trial so far. */
  public final class Watch {
    private double best = Double.POSITIVE_INFINITY;
    private int since;
    private int epochs;

    private Watch() {}

    /**
     * Adds the score after the next epoch; lower is better.
     *
     * @return whether the trial stops after this epoch
     */
    public boolean stopsAfter(double score) {
      epochs++;
      if (score < best * (1 - minDelta)) {
        best = score;
        since = epochs;
      }
      return epochs - since >= patience;
    }
  }
}
