package io.github.lstmsweep.train.series;

import io.github.lstmsweep.plan.ForecastReach;
import java.util.List;

/**
 * A value of a series and its forecasts, one and several steps ahead. A forecast is NaN if the
 * validation values lack some of the previous values that it needs.
 *
 * @param place of the value in the series, from 0
 * @param value the true value
 * @param ahead1 forecast from the values just before it
 * @param ahead4 the last of four forecasts, each from the ones before it
 * @param ahead16 the last of sixteen
 * @param ahead64 the last of sixty-four
 */
public record ForecastPoint(
    int place, double value, double ahead1, double ahead4, double ahead16, double ahead64) {
  /** The numbers of steps ahead (d2l.ai, chapter 9.1). */
  public static final List<Integer> HORIZONS = ForecastReach.HORIZONS;

  /**
   * Returns the forecast that looks {@code steps} ahead, one of {@link #HORIZONS}.
   *
   * @throws IllegalArgumentException if {@code steps} is a different number
   */
  public double ahead(int steps) {
    return switch (steps) {
      case 1 -> ahead1;
      case 4 -> ahead4;
      case 16 -> ahead16;
      case 64 -> ahead64;
      default ->
          throw new IllegalArgumentException(
              "Cannot take the forecast of " + steps + " steps: must be one of " + HORIZONS);
    };
  }
}
