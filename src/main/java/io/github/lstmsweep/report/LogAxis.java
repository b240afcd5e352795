package io.github.lstmsweep.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A vertical axis on which equal ratios are equal distances, which suits scores. Zero has no place
 * on it. A value that it does not {@link #holds hold} is drawn at its lower edge.
 *
 * @param low value at the bottom
 * @param high value at the top
 * @param bottom coordinate of {@code low} in the drawing
 * @param top coordinate of {@code high}, above the bottom
 */
record LogAxis(double low, double high, double bottom, double top) implements ChartAxis {
  private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final int MOST_TICKS = 7;

  /** Returns whether a value has a place: it is finite and at least the smallest normal number. */
  static boolean holds(double value) {
    return value >= Double.MIN_NORMAL && value <= Double.MAX_VALUE;
  }

  /** Makes an axis over those of {@code values} that have a place, with room around them. */
  static LogAxis over(double[] values, double bottom, double top) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      if (holds(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new LogAxis(1, 10, bottom, top);
    }
    double room = Math.max(1.02, Math.exp(0.05 * (Math.log(high) - Math.log(low))));
    return new LogAxis(
        Math.max(low / room, Double.MIN_NORMAL),
        Math.min(high * room, Double.MAX_VALUE),
        bottom,
        top);
  }

  @Override
  public double at(double value) {
    return value > low ? bottom + (top - bottom) * Math.min(1, logOverLow(value) / logs()) : bottom;
  }

  /** Subtracts logarithms, because a quotient would overflow. */
  private double logOverLow(double value) {
    return Math.log(value) - Math.log(low);
  }

  private double logs() {
    return logOverLow(high);
  }

  @Override
  public List<Double> ticks() {
    boolean wide = logs() >= MOST_TICKS * Math.log(10);
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
      for (double step : STEPS) {
        double tick = step * Math.pow(10, e);
        if (tick >= low && tick <= high && (step == 1 || !wide)) {
          ticks.add(tick);
        }
      }
    }
    if (ticks.size() < 2) {
      return List.of(low * Math.exp(0.1 * logs()), low * Math.exp(0.9 * logs()));
    }
    int every = (ticks.size() + MOST_TICKS - 1) / MOST_TICKS;
    List<Double> thinned = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += every) {
      thinned.add(ticks.get(i));
    }
    return thinned;
  }
}
