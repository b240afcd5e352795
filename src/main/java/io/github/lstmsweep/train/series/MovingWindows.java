package io.github.lstmsweep.train.series;

import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.SeriesWindows;
import java.util.function.IntUnaryOperator;

/**
 * Forecasts several steps ahead of many windows (d2l.ai, chapter 9.1). After each step the windows
 * of a minibatch drop their first moment, append one with their forecast, and go through the
 * network again. Nobody knows the future of further columns, so the appended moment repeats their
 * last values.
 */
final class MovingWindows {
  private final ForecastModel model;
  private final SeriesWindows windows;

  MovingWindows(ForecastModel model, SeriesWindows windows) {
    this.model = model;
    this.windows = windows;
  }

  /** Takes a forecast. */
  interface Taker {
    /**
     * Takes the forecast that a window makes {@code steps} ahead.
     *
     * @param window counted from the first one
     * @param forecast as the network sees values
     */
    void take(int steps, int window, float forecast);
  }

  /**
   * Forecasts from windows that follow one another.
   *
   * @param values numbers by moment, as the network sees them
   * @param first first window
   * @param count number of windows
   * @param farthest number of steps ahead of a window, which does not grow with the window. Windows
   *     leave their minibatch after that. The forecasts of the windows before them keep their bits:
   *     a row of a tile depends on no other row, and a sequence of windows only on earlier ones
   */
  void forecast(float[] values, int first, int count, IntUnaryOperator farthest, Taker taker) {
    for (int from = 0; from < count; from += windows.minibatch()) {
      int to = Math.min(count, from + windows.minibatch());
      minibatch(values, first + from, to - from, from, farthest, taker);
    }
  }

  private void minibatch(
      float[] values, int first, int count, int before, IntUnaryOperator farthest, Taker taker) {
    int tau = windows.tau();
    int width = windows.width();
    int numbers = tau * width;
    // The model reads a moment after each window, which only its loss depends on.
    int stride = numbers + width;
    float[] moving = new float[Math.multiplyExact(count, stride)];
    int[] starts = new int[count];
    for (int w = 0; w < count; w++) {
      starts[w] = w * (tau + 1);
      System.arraycopy(values, (first + w) * width, moving, w * stride, numbers);
    }
    int looking = count;
    for (int steps = 1; ; steps++) {
      while (looking > 0 && farthest.applyAsInt(before + looking - 1) < steps) {
        looking--;
      }
      if (looking == 0) {
        return;
      }
      float[] made = model.forecast(moving, starts, looking);
      for (int w = 0; w < looking; w++) {
        int at = w * stride;
        System.arraycopy(moving, at + numbers - width, moving, at + numbers, width);
        moving[at + numbers] = made[w];
        System.arraycopy(moving, at + width, moving, at, numbers);
        taker.take(steps, before + w, made[w]);
      }
    }
  }
}
