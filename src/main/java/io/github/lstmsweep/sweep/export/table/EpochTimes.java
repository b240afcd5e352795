package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.train.EpochPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes when the epochs of a trial ended. A row has the start, the end, and the seconds of each
 * epoch.
 */
final class EpochTimes {
  private static final double NANOS_PER_SECOND = 1e9;

  private EpochTimes() {}

  /**
   * Returns the points of a curve with their times. The epochs follow one another from the start.
   * If they are longer than the trial, it was paused and continued: its start is that of its last
   * part. Its epochs then lead up to its end.
   */
  static List<TimedPoint> of(List<EpochPoint> curve, Instant started, Instant finished) {
    Duration all = seconds(curve.stream().mapToDouble(EpochTimes::length).sum());
    Instant begin = started.plus(all).isAfter(finished) ? finished.minus(all) : started;
    List<TimedPoint> points = new ArrayList<>();
    double sum = 0;
    for (EpochPoint point : curve) {
      sum += length(point);
      points.add(new TimedPoint(point, begin.plus(seconds(sum))));
    }
    return points;
  }

  /** A stranger's row may lack the seconds, or have a number that no clock measured. */
  private static double length(EpochPoint point) {
    return point.seconds() > 0 && Double.isFinite(point.seconds()) ? point.seconds() : 0;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * NANOS_PER_SECOND));
  }
}
