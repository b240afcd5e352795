package io.github.lstmsweep.report.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis on which equal differences are equal distances.
 *
 * @param low value at the start
 * @param high value at the end
 * @param start coordinate of {@code low} in the drawing
 * @param end coordinate of {@code high} in the drawing
 */
public record LinearAxis(double low, double high, double start, double end) implements ChartAxis {
  private static final int MOST_TICKS = 7;

  /** The smallest range: in a smaller one numbers lose their digits. */
  private static final double LEAST_ROOM = 1e-300;

  /** Makes an axis over the finite ones of {@code values}, with room around them. */
  public static LinearAxis over(double[] values, double start, double end) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new LinearAxis(0, 1, start, end);
    }
    // A constant has no extent of its own, and ticks must be different numbers.
    double room = high > low ? 0.05 * high - 0.05 * low : Math.max(1e-6, 0.05 * Math.abs(high));
    double digits = 16 * Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
    room = Math.max(Math.max(room, digits), LEAST_ROOM);
    return new LinearAxis(
        Math.max(low - room, -Double.MAX_VALUE),
        Math.min(high + room, Double.MAX_VALUE),
        start,
        end);
  }

  @Override
  public double at(double value) {
    return start + (end - start) * ((value / 2 - low / 2) / half());
  }

  /** Returns half the length of the range. The whole length may exceed the largest number. */
  private double half() {
    return high / 2 - low / 2;
  }

  @Override
  public List<Double> ticks() {
    double power = Math.pow(10, Math.floor(Math.log10(half() / MOST_TICKS * 2)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (half() / step * 2 <= MOST_TICKS) {
        break;
      }
    }
    double first = Math.ceil(low / step);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= MOST_TICKS; i++) {
      double tick = (first + i) * step;
      // Rounding may move a tick past either end.
      if (tick >= low && tick <= high) {
        ticks.add(tick);
      }
    }
    return ticks;
  }
}
