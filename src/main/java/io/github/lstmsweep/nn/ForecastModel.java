package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Optional;

/**
 * Trains a model of a time series. Windows of values go in. The loss is the mean squared error of
 * the forecast after each window (d2l.ai, chapters 3.1 and 9.1).
 */
public final class ForecastModel extends SequenceModel {
  private final Forecasts forecasts;

  /**
   * A model over these parameters.
   *
   * @param series source of the minibatches
   * @param dropout between layers, in training
   * @param runner runs a minibatch's shards
   */
  public ForecastModel(
      Kernels kernels,
      Parameters parameters,
      SeriesWindows series,
      Optional<Dropout> dropout,
      ShardRunner runner) {
    this(kernels, parameters, new Forecasts(series), dropout, runner);
  }

  private ForecastModel(
      Kernels kernels,
      Parameters parameters,
      Forecasts forecasts,
      Optional<Dropout> dropout,
      ShardRunner runner) {
    super(
        kernels,
        parameters,
        runner,
        packed ->
            new Tile(kernels, parameters, packed, new SeriesEnds(forecasts), dropout.orElse(null)));
    this.forecasts = forecasts;
  }

  /**
   * Forecasts the value after each window of a minibatch.
   *
   * @param values numbers by moment; contain the windows and one more moment after each
   * @param starts first moment of each window
   * @param windows in the minibatch: the first ones of {@code starts}
   * @return one forecast per window, in their order; the next call overwrites it
   */
  public float[] forecast(float[] values, int[] starts, int windows) {
    float[] own = forecasts.values;
    forecasts.values = values;
    try {
      loss(starts, 0, windows);
    } finally {
      forecasts.values = own;
    }
    return forecasts.made;
  }

  @Override
  void arrange(int[] starts, int from, int to, Mode mode, int[] out) {
    System.arraycopy(starts, from, out, 0, to - from);
  }

  @Override
  int tiles(int windows) {
    return (forecasts.series.sequences(windows) + ROWS - 1) / ROWS;
  }

  @Override
  double losses(int windows) {
    return windows;
  }
}
