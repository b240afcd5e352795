package io.github.lstmsweep.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis on which equal differences are equal distances.
 *
 * @param low its value at the start
 * @param high its value at the end
 * @param start where low is in the drawing
 * @param end where high is
 */
record LinearAxis(double low, double high, double start, double end) implements Axis {
  private static final int MOST_TICKS = 7;

  /** Holds all {@code values}, which are finite, with room around them. */
  static LinearAxis over(double[] values, double start, double end) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // A constant has no extent of its own.
    double room = high > low ? 0.05 * (high - low) : Math.max(1e-6, 0.05 * Math.abs(high));
    return new LinearAxis(low - room, high + room, start, end);
  }

  @Override
  public double at(double value) {
    return start + (end - start) * (value - low) / (high - low);
  }

  @Override
  public List<Double> ticks() {
    double power = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if ((high - low) / step <= MOST_TICKS) {
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
