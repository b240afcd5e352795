package io.github.lstmsweep.train.series;

import java.util.List;

/**
 * The forecasts that the row of a trial on a time series keeps next to its scores.
 *
 * @param baselines the errors to compare its scores with
 * @param points forecasts of the trained model on its validation values; none unless OK
 */
public record SeriesForecasts(ForecastBaselines baselines, List<ForecastPoint> points) {
  /** Copies the points. */
  public SeriesForecasts {
    points = List.copyOf(points);
  }
}
