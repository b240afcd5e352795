package io.github.lstmsweep.train.series;

import java.util.List;

/**
 * What is kept of a trial on a time series beside its scores.
 *
 * @param baselines what its scores are to be compared with
 * @param points what the trained model forecasts where it is validated; none unless OK
 */
public record SeriesForecasts(ForecastBaselines baselines, List<ForecastPoint> points) {
  /** Keeps its own copy. */
  public SeriesForecasts {
    points = List.copyOf(points);
  }
}
