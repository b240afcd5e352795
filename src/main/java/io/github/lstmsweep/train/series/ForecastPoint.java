package io.github.lstmsweep.train.series;

import java.util.List;

/**
 * A value of a series and what the model forecast it to be, one and several steps ahead; NaN where
 * the values before it that a forecast needs are not all among those it is validated on.
 *
 * @param place of the value in the series, from 0
 * @param value as it is
 * @param ahead1 forecast from the values just before it
 * @param ahead4 the last of four forecasts, each from the ones before it
 * @param ahead16 the last of sixteen
 * @param ahead64 the last of sixty-four
 */
public record ForecastPoint(
    int place, double value, double ahead1, double ahead4, double ahead16, double ahead64) {
  /** Steps ahead (d2l.ai, chapter 9.1). */
  public static final List<Integer> HORIZONS = List.of(1, 4, 16, 64);

  /** The forecast of so many steps ahead, one of {@link #HORIZONS}. */
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
