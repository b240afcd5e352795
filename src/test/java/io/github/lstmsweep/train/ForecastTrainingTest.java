package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.nn.ForecastModel;
import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTrainingTest {
  private static final Kernels KERNELS = KernelChoice.get().kernels();

  /**
   * Compares with the recorded hashes of two trials. If this fails, the numerics changed. Raise
   * {@code TrialId.NUMERICS_VERSION}, or every table made so far claims rows it can no longer
   * reproduce.
   */
  @Test
  void theParametersOfTwoTrialsAreThoseOfThisNumericsVersion() {
    TimeSeries series = SeriesTrials.series();
    assertThat(hash(train(trial(series, "window"), series, KERNELS)))
        .isEqualTo("999f2f15f257623c1a0412e4827467b4593caa7d8d1b6c6de0a89754cf739089");
    assertThat(hash(train(trial(series, "sequence"), series, KERNELS)))
        .isEqualTo("0fc5b558c4a9140fd3c38715a6c3566e6ca33943075d6e0f14b28749ae194d04");
  }

  @ParameterizedTest
  @ValueSource(strings = {"window", "sequence"})
  void trainingLearnsAndScoresInTheUnitsOfTheSeries(String input) {
    TimeSeries series = SeriesTrials.series();
    TrainingOutcome outcome =
        train(
            SeriesTrials.trial(
                series,
                SeriesForm.Scale.NONE,
                Map.of(Hyperparameter.INPUT, input, Hyperparameter.NUM_EPOCHS, 60)),
            series,
            KERNELS);
    assertThat(outcome.status()).isEqualTo(TrialStatus.OK);
    assertThat(outcome.curve()).hasSize(60).allMatch(p -> p.task() == Task.TIME_SERIES);
    EpochPoint first = outcome.curve().get(0);
    EpochPoint last = outcome.curve().get(59);
    assertThat(last.validationRmse()).isLessThan(first.validationRmse());
    assertThat(last.trainRmse()).isLessThan(first.trainRmse());
    assertThat(last.validationRmse())
        .isLessThan(outcome.series().orElseThrow().baselines().naive());
    assertThat(last.validationPerplexity()).isNaN();
    assertThat(last.trainPerplexity()).isNaN();
    assertThat(outcome.model().orElseThrow().sample()).isEmpty();
    assertThat(outcome.model().orElseThrow().vocabulary()).isEmpty();
    assertThat(outcome.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"window", "sequence"})
  void theForecastsOneStepAheadHaveTheErrorThatIsTheScore(String input) {
    TimeSeries series = SeriesTrials.series(50, 10);
    Trial trial =
        SeriesTrials.trial(series, SeriesForm.Scale.STANDARD, Map.of(Hyperparameter.INPUT, input));
    TrainingOutcome outcome = train(trial, series, KERNELS);
    List<ForecastPoint> points = outcome.series().orElseThrow().points();
    assertThat(points).hasSize(50);
    double squares = 0;
    for (int i = 0; i < points.size(); i++) {
      ForecastPoint point = points.get(i);
      assertThat(point.place()).isEqualTo(104 + i);
      assertThat(point.value()).isEqualTo(series.values()[104 + i]);
      squares += (point.ahead1() - point.value()) * (point.ahead1() - point.value());
      assertThat(Double.isNaN(point.ahead4())).isEqualTo(i < 3);
      assertThat(Double.isNaN(point.ahead16())).isEqualTo(i < 15);
      assertThat(point.ahead64()).isNaN();
    }
    assertThat(outcome.curve().get(2).validationRmse())
        .isCloseTo(Math.sqrt(squares / 50), within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"window", "sequence"})
  void aForecastOfFourStepsIsMadeOfTheThreeBefore(String input) {
    TimeSeries series = SeriesTrials.series();
    Trial trial = trial(series, input);
    TrainingOutcome outcome = train(trial, series, KERNELS);
    Hyperparameters p = trial.hyperparameters();
    int read = p.input() == SeriesInput.WINDOW ? p.tau() : 1;
    ForecastModel model =
        new ForecastModel(
            new ScalarKernels(),
            Parameters.of(
                new Architecture(1, p.cell(), p.numHiddens(), 1, p.hiddenActivation())
                    .forecasting(read),
                outcome.model().orElseThrow().parameters()),
            new SeriesWindows(series.values(), p.tau(), p.input(), 16),
            Optional.empty(),
            ShardRunner.SEQUENTIAL);

    // Forecasts the second minibatch of the validation window by window, without tricks.
    int first = 100 + 16;
    float[][] windows = new float[16][p.tau()];
    for (int w = 0; w < 16; w++) {
      System.arraycopy(series.values(), first + w, windows[w], 0, p.tau());
    }
    float[] made = new float[0];
    for (int step = 0; step < 4; step++) {
      float[] flat = new float[16 * (p.tau() + 1)];
      int[] starts = new int[16];
      for (int w = 0; w < 16; w++) {
        starts[w] = w * (p.tau() + 1);
        System.arraycopy(windows[w], 0, flat, starts[w], p.tau());
      }
      made = model.forecast(flat, starts, 16).clone();
      for (int w = 0; w < 16; w++) {
        System.arraycopy(windows[w], 1, windows[w], 0, p.tau() - 1);
        windows[w][p.tau() - 1] = made[w];
      }
    }
    List<ForecastPoint> points = outcome.series().orElseThrow().points();
    for (int w = 0; w < 16; w++) {
      assertThat(points.get(16 + w + 3).ahead4()).as("window %d", w).isEqualTo(made[w]);
    }
  }

  @Test
  void aStandardizedSeriesIsLearnedAlikeWhateverItsUnits() {
    double[] rmse = new double[2];
    for (int i = 0; i < 2; i++) {
      TimeSeries series = i == 0 ? SeriesTrials.series(0, 1) : SeriesTrials.series(3000, 1000);
      // The ids differ, and so do the first weights. After 100 epochs both are far from them.
      Trial trial =
          SeriesTrials.trial(
              series,
              SeriesForm.Scale.STANDARD,
              Map.of(Hyperparameter.INPUT, "sequence", Hyperparameter.NUM_EPOCHS, 100));
      TrainingOutcome outcome = train(trial, series, KERNELS);
      rmse[i] = outcome.curve().get(99).validationRmse();
    }
    assertThat(rmse[1] / 1000).isCloseTo(rmse[0], within(0.1));
  }

  @Test
  void aConstantSeriesHasNothingToBeDividedBy() {
    float[] values = new float[154];
    java.util.Arrays.fill(values, 5);
    TimeSeries series = new TimeSeries("flat", "", values, OptionalDouble.empty());
    TrainingOutcome outcome =
        train(
            SeriesTrials.trial(
                series, SeriesForm.Scale.STANDARD, Map.of(Hyperparameter.NUM_EPOCHS, 30)),
            series,
            KERNELS);
    assertThat(outcome.status()).isEqualTo(TrialStatus.OK);
    assertThat(outcome.curve().get(29).validationRmse()).isLessThan(0.1);
  }

  @Test
  void aTrialThatDivergesHasItsBaselinesAndNoForecasts() {
    TimeSeries series = SeriesTrials.series();
    Trial trial =
        SeriesTrials.trial(
            series,
            SeriesForm.Scale.NONE,
            Map.of(
                Hyperparameter.LR, 1e30, Hyperparameter.GRADIENT_CLIP, Double.POSITIVE_INFINITY));
    TrainingOutcome outcome = train(trial, series, KERNELS);
    assertThat(outcome.status()).isEqualTo(TrialStatus.DIVERGED);
    assertThat(outcome.model()).isEmpty();
    assertThat(outcome.series().orElseThrow().points()).isEmpty();
    assertThat(outcome.series().orElseThrow().baselines().linear()).isPositive();
  }

  private static Trial trial(TimeSeries series, String input) {
    return SeriesTrials.trial(series, SeriesForm.Scale.NONE, Map.of(Hyperparameter.INPUT, input));
  }

  private static TrainingOutcome train(Trial trial, TimeSeries series, Kernels kernels) {
    return new TrainingRun(
            trial, series, kernels, Deadline.in(Optional.empty()), ShardRunner.SEQUENTIAL)
        .run();
  }

  private static String hash(TrainingOutcome outcome) {
    return outcome.model().orElseThrow().parametersSha256();
  }
}
