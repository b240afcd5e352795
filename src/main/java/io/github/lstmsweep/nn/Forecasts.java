package io.github.lstmsweep.nn;

/** What the tiles of a model share: the values that they read, and what they forecast. */
final class Forecasts {
  /** What the windows are. */
  final SeriesWindows series;

  /** The values that windows lie in. */
  float[] values;

  /** What a pass without a gradient forecast, by the place of the window in its minibatch. */
  final float[] made;

  Forecasts(SeriesWindows series) {
    this.series = series;
    this.values = series.values();
    this.made = new float[series.minibatch()];
  }
}
