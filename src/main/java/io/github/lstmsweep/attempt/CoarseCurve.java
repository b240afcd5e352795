package io.github.lstmsweep.attempt;

import io.github.lstmsweep.train.EpochPoint;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The validation scores of a trial over its epochs, for a small chart. A long curve is thinned, so
 * that a message to the driver stays small. The distances between its epochs are equal. Immutable.
 */
public final class CoarseCurve implements Serializable {
  /** The largest number of scores. */
  public static final int MOST = 64;

  /** The curve of a trial without an epoch. */
  public static final CoarseCurve EMPTY = new CoarseCurve(new double[0], 1, 0);

  private static final long serialVersionUID = 1L;

  private final double[] scores; // of the epochs 1, 1 + distance, 1 + 2·distance, …
  private final int distance;
  private final int epochs;

  private CoarseCurve(double[] scores, int distance, int epochs) {
    this.scores = scores;
    this.distance = distance;
    this.epochs = epochs;
  }

  /** Returns the curve of these epochs. */
  static CoarseCurve of(List<EpochPoint> points) {
    CoarseCurve curve = EMPTY;
    for (EpochPoint point : points) {
      curve = curve.with(point.validationScore());
    }
    return curve;
  }

  /** Returns the curve with the score of the next epoch. */
  CoarseCurve with(double score) {
    if (epochs % distance != 0) {
      return new CoarseCurve(scores, distance, epochs + 1);
    }
    if (scores.length == MOST) {
      double[] half = new double[MOST / 2];
      Arrays.setAll(half, i -> scores[2 * i]);
      return new CoarseCurve(half, 2 * distance, epochs).with(score);
    }
    double[] longer = Arrays.copyOf(scores, scores.length + 1);
    longer[scores.length] = score;
    return new CoarseCurve(longer, distance, epochs + 1);
  }

  /** Returns the scores, the first epoch first; at most {@link #MOST}. */
  public double[] scores() {
    return scores.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CoarseCurve curve
        && epochs == curve.epochs
        && distance == curve.distance
        && Arrays.equals(scores, curve.scores);
  }

  @Override
  public int hashCode() {
    return 31 * epochs + Arrays.hashCode(scores);
  }

  @Override
  public String toString() {
    return Arrays.toString(scores);
  }
}
