package io.github.lstmsweep.train.series;

import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes one-step and multi-step forecasts of a trained model over its validation values (d2l.ai,
 * chapter 9.1). After each step it appends the forecasts to the windows of a minibatch. The windows
 * move on by one value and go through the network again.
 */
public final class ForecastPoints {
  /** Limit of the number of points. A plot shows no more, and the row stays small. */
  static final int MOST = ModelMemory.MOST_FORECASTS;

  private static final int FARTHEST = ModelMemory.STEPS_AHEAD;

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
    int count = Math.min(MOST, dataset.validationWindows());
    double[][] ahead = new double[FARTHEST + 1][];
    for (int steps : ForecastPoint.HORIZONS) {
      ahead[steps] = new double[count];
      Arrays.fill(ahead[steps], Double.NaN);
    }
    for (int from = 0; from < count; from += windows.minibatch()) {
      int to = Math.min(count, from + windows.minibatch());
      forecast(dataset.trainWindows(), from, to, ahead);
    }
    List<ForecastPoint> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = dataset.trainWindows() + windows.tau() + i;
      points.add(
          new ForecastPoint(
              place, series[place], ahead[1][i], ahead[4][i], ahead[16][i], ahead[64][i]));
    }
    return points;
  }

  /** Stores the forecasts of the windows from {@code from} to {@code to - 1} in {@code ahead}. */
  private void forecast(int firstWindow, int from, int to, double[][] ahead) {
    int tau = windows.tau();
    int stride = tau + FARTHEST;
    float[] moving = new float[(to - from) * stride];
    int[] starts = new int[to - from];
    for (int w = 0; w < starts.length; w++) {
      System.arraycopy(windows.values(), firstWindow + from + w, moving, w * stride, tau);
    }
    for (int steps = 1; steps <= FARTHEST; steps++) {
      for (int w = 0; w < starts.length; w++) {
        starts[w] = w * stride + steps - 1;
      }
      float[] made = model.forecast(moving, starts, starts.length);
      for (int w = 0; w < starts.length; w++) {
        moving[w * stride + tau + steps - 1] = made[w];
        int at = from + w + steps - 1;
        if (ahead[steps] != null && at < ahead[steps].length) {
          ahead[steps][at] = scale.unscaled(made[w]);
        }
      }
    }
  }
}
