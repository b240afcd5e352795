package io.github.lstmsweep.train.series;

import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.Trial;

/** The windows and the network of a trial on a time series. */
public final class TrialSeries {
  private TrialSeries() {}

  /**
   * Returns the windows that a trial's network reads.
   *
   * @param scaled the numbers as the network sees them, by moment
   */
  public static SeriesWindows windows(Trial trial, float[] scaled) {
    Hyperparameters p = trial.hyperparameters();
    Dataset d = trial.dataset();
    return new SeriesWindows(
        scaled,
        d.width(),
        p.tau(),
        p.input(),
        Math.min(p.batchSize(), Math.max(d.trainWindows(), d.validationWindows())));
  }

  /** Returns the architecture of a network that forecasts the series of a trial. */
  public static Architecture architecture(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    // The number of inputs of a step takes the vocabulary's place.
    return Architecture.of(p, 1).forecasting(SequenceShape.of(p, trial.dataset()).inputs());
  }
}
