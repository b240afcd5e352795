package io.github.lstmsweep.train.series;

import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.plan.ForecastReach;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes one-step and multi-step forecasts of a trained model over its validation values, with
 * {@link MovingWindows}.
 */
public final class ForecastPoints {
  private static final int FARTHEST = 64;

  private final ForecastModel model;
  private final SeriesWindows windows;
  private final SeriesScale scale;
  private final float[] series;

  /**
   * Prepares the forecasts of a model.
   *
   * @param windows of the scaled values
   * @param series the values as they are
   */
  public ForecastPoints(
      ForecastModel model, SeriesWindows windows, SeriesScale scale, float[] series) {
    this.model = model;
    this.windows = windows;
    this.scale = scale;
    this.series = series;
  }

  /** Returns the points in the order of the values. */
  public List<ForecastPoint> of(Trial trial) {
    Dataset dataset = trial.dataset();
    ForecastReach reach = ForecastReach.of(dataset);
    int count = reach.windows();
    double[][] ahead = new double[FARTHEST + 1][];
    for (int steps : ForecastPoint.HORIZONS) {
      ahead[steps] = new double[count];
      Arrays.fill(ahead[steps], Double.NaN);
    }
    new MovingWindows(model, windows)
        .forecast(
            windows.values(),
            dataset.trainWindows(),
            count,
            reach::steps,
            (steps, window, forecast) -> {
              int at = window + steps - 1;
              if (ahead[steps] != null && at < count) {
                ahead[steps][at] = scale.unscaled(forecast);
              }
            });
    List<ForecastPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = dataset.trainWindows() + windows.tau() + i;
      points.add(
          new ForecastPoint(
              place, series[place], ahead[1][i], ahead[4][i], ahead[16][i], ahead[64][i]));
    }
    return points;
  }
}
