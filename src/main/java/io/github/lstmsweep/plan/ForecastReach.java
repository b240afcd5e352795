package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Dataset;
import java.util.List;

/**
 * How far ahead each validation window of a time series is forecast from when a training ends. A
 * row keeps forecasts of a few horizons, and only those of validation values. So a window near the
 * end looks less far ahead than one at the beginning.
 *
 * @param windows that forecasts are made from, the first ones of validation
 */
public record ForecastReach(int windows) {
  /** The numbers of steps ahead that a row keeps, in ascending order (d2l.ai, chapter 9.1). */
  public static final List<Integer> HORIZONS = List.of(1, 4, 16, 64);

  /** Limit of {@code windows}. A plot shows no more points, and the row stays small. */
  public static final int MOST = 1_024;

  /** Returns the reach of the forecasts on this data. */
  public static ForecastReach of(Dataset d) {
    return new ForecastReach(Math.min(MOST, d.validationWindows()));
  }

  /**
   * Returns the steps ahead of a window: the largest horizon whose value is one of validation. It
   * never grows with {@code window}.
   */
  public int steps(int window) {
    int farthest = 0;
    for (int horizon : HORIZONS) {
      if (window + horizon <= windows) {
        farthest = horizon;
      }
    }
    return farthest;
  }

  /** Returns how many windows look at least {@code steps} ahead; they are the first ones. */
  public int windowsThatLook(int steps) {
    for (int horizon : HORIZONS) {
      if (horizon >= steps) {
        return Math.max(0, windows - horizon + 1);
      }
    }
    return 0;
  }
}
