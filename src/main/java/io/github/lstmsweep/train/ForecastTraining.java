package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.train.series.ForecastBaselines;
import io.github.lstmsweep.train.series.ForecastPoints;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.train.series.TrialSeries;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.List;
import java.util.Optional;

/**
 * The training of a model of a time series. Its score is the root mean squared error of the
 * forecasts, in the units of the series (d2l.ai, chapter 9.1).
 */
final class ForecastTraining implements TaskTraining {
  private final Trial trial;
  private final TimeSeries series;
  private final SeriesScale scale; // of the series to forecast
  private final SeriesWindows windows;
  private final Architecture architecture;
  private final TrainableModel model;
  private final ForecastBaselines baselines;

  ForecastTraining(Trial trial, TimeSeries series, ModelMaker maker, Optional<Dropout> dropout) {
    this.trial = trial;
    this.series = series;
    List<SeriesScale> scales = SeriesScale.all(trial, series);
    this.scale = scales.get(0);
    this.windows = TrialSeries.windows(trial, SeriesScale.scaled(scales, series));
    this.architecture = TrialSeries.architecture(trial);
    Parameters initial =
        Parameters.initial(
            architecture, RandomStream.of(trial.trainingId(), RandomStream.Purpose.INIT));
    this.model = maker.make(initial, windows, dropout);
    this.baselines = ForecastBaselines.of(trial, series);
  }

  @Override
  public Task task() {
    return Task.TIME_SERIES;
  }

  @Override
  public TrainableModel model() {
    return model;
  }

  @Override
  public int stepsOfWindow() {
    return windows.input() == SeriesInput.WINDOW ? 1 : windows.tau();
  }

  @Override
  public double score(double minibatchMean, double windowMean) {
    return Math.sqrt(windowMean) * scale.deviation();
  }

  @Override
  public TrainingOutcome outcome(
      TrialStatus status, String detail, List<EpochPoint> curve, Timing timing) {
    return new TrainingOutcome(
        status, detail, curve, Optional.empty(), timing, new SeriesForecasts(baselines, List.of()));
  }

  @Override
  public TrainingOutcome outcomeWithModel(
      TrialStatus status, String detail, List<EpochPoint> curve, Timing timing) {
    return new TrainingOutcome(
        status,
        detail,
        curve,
        Optional.of(new TrainedModel(model.canonicalParameters(), "")),
        timing,
        new SeriesForecasts(
            baselines,
            new ForecastPoints(forecaster(), windows, scale, series.values()).of(trial)));
  }

  /** The trained model, or one on this process's kernels with its parameters. */
  private ForecastModel forecaster() {
    return model instanceof ForecastModel own
        ? own
        : new ForecastModel(
            KernelChoice.get().kernels(),
            Parameters.of(architecture, model.canonicalParameters()),
            windows,
            Optional.empty(),
            ShardRunner.SEQUENTIAL);
  }
}
