package io.github.lstmsweep.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An axis on which equal ratios are equal distances, which suits scores and times. Zero has no
 * place on it. A value that it does not {@link #holds hold} is drawn at its lower edge, and a value
 * above {@code high} at its upper edge.
 *
 * @param low value at the start
 * @param high value at the end
 * @param bottom coordinate of {@code low} in the drawing
 * @param top coordinate of {@code high}
 */
public record LogAxis(double low, double high, double bottom, double top) implements ChartAxis {
  /** Steps of a decade, from the densest. */
  private static final double[][] STEPS = {
    {1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 5, 7}, {1, 2, 5}, {1, 3}, {1}
  };

  private static final int MOST_TICKS = 7;
  private static final double PERCENTILE = 0.9;
  private static final double LEAST_SPREAD = 2;

  /** Returns whether a value has a place: it is finite and at least the smallest normal number. */
  public static boolean holds(double value) {
    return value >= Double.MIN_NORMAL && value <= Double.MAX_VALUE;
  }

  /** Makes an axis over those of {@code values} that have a place, with room around them. */
  public static LogAxis over(double[] values, double bottom, double top) {
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

  /**
   * Makes an axis for scores, on which a few far outliers do not flatten all others. It ends at the
   * 90th percentile times its ratio to the lowest value if the highest value is above that.
   */
  public static LogAxis robust(double[] values, double bottom, double top) {
    double[] held = Arrays.stream(values).filter(LogAxis::holds).sorted().toArray();
    if (held.length == 0) {
      return over(values, bottom, top);
    }
    double most = held[(int) (PERCENTILE * (held.length - 1))];
    double limit = most * Math.max(LEAST_SPREAD, most / held[0]);
    return over(Arrays.stream(held).filter(value -> value <= limit).toArray(), bottom, top);
  }

  @Override
  public double at(double value) {
    if (value <= low || Double.isNaN(value)) {
      return bottom;
    }
    return value >= high ? top : bottom + (top - bottom) * (logOverLow(value) / logs());
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
    List<Double> decades = List.of();
    for (double[] steps : STEPS) {
      List<Double> ticks = ticks(steps);
      if (ticks.size() <= MOST_TICKS && (ticks.size() >= 2 || steps == STEPS[0])) {
        return ticks.size() >= 2
            ? ticks
            : List.of(low * Math.exp(0.1 * logs()), low * Math.exp(0.9 * logs()));
      }
      decades = ticks;
    }
    int every = (decades.size() + MOST_TICKS - 1) / MOST_TICKS;
    List<Double> thinned = new ArrayList<>();
    for (int i = 0; i < decades.size(); i += every) {
      thinned.add(decades.get(i));
    }
    return thinned;
  }

  private List<Double> ticks(double[] steps) {
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
      for (double step : steps) {
        double tick = step * Math.pow(10, e);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
