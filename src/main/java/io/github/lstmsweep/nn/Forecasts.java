package io.github.lstmsweep.nn;

/** The data that all tiles of a model share: the values that they read and their forecasts. */
final class Forecasts {
  /** The layout of the windows. */
  final SeriesWindows series;

  /** The numbers that contain the windows, by moment. */
  float[] values;

  /** The forecasts of a pass without a gradient, by the window's place in its minibatch. */
  final float[] made;

  Forecasts(SeriesWindows series) {
    this.series = series;
    this.values = series.values();
    this.made = new float[series.minibatch()];
  }

  /** Returns the value of the series at a moment. */
  float value(int moment) {
    return values[moment * series.width()];
  }
}
