package io.github.lstmsweep.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A vertical axis on which equal ratios are equal distances, as scores want it.
 *
 * @param low its value at the bottom
 * @param high its value at the top
 * @param bottom where that is in the drawing
 * @param top where that is, above the bottom
 */
record LogAxis(double low, double high, double bottom, double top) implements Axis {
  private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9};

  /** Holds all {@code values}, which are positive and finite, with room around them. */
  static LogAxis over(double[] values, double bottom, double top) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double room = Math.max(1.02, Math.pow(high / low, 0.05));
    return new LogAxis(low / room, high * room, bottom, top);
  }

  @Override
  public double at(double value) {
    return bottom + (top - bottom) * Math.log(value / low) / Math.log(high / low);
  }

  @Override
  public List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
      for (double step : STEPS) {
        double tick = step * Math.pow(10, e);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
    }
    if (ticks.size() < 2) {
      return List.of(low * Math.pow(high / low, 0.1), low * Math.pow(high / low, 0.9));
    }
    int every = (ticks.size() + 6) / 7;
    List<Double> thinned = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += every) {
      thinned.add(ticks.get(i));
    }
    return thinned;
  }
}
