package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.train.series.ForecastStep;
import io.github.lstmsweep.train.series.SeriesForecaster;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesForecasterTest {
  private static final TimeSeries SERIES = SeriesTrials.series(50, 10);

  @ParameterizedTest
  @CsvSource({
    "window, standard, lstm, 16",
    "window, none, gru, 7",
    "sequence, standard, gru, 16",
    "sequence, none, rnn, 7",
    "window, standard, mgu, 100"
  })
  void itsErrorsByHorizonAreThoseOfTheRow(String input, String scale, String cell, int batch) {
    Trial trial = trial(SERIES, input, scale, cell, batch);
    TrainingOutcome outcome = train(trial, SERIES);
    List<ForecastPoint> points = outcome.series().orElseThrow().points();

    List<double[]> residuals = forecaster(trial, SERIES, outcome).residuals(64);

    assertThat(residuals).hasSize(64);
    for (int steps : ForecastPoint.HORIZONS) {
      double[] ofRow =
          points.stream()
              .filter(point -> !Double.isNaN(point.ahead(steps)))
              .mapToDouble(point -> point.value() - point.ahead(steps))
              .toArray();
      assertThat(residuals.get(steps - 1)).containsExactly(ofRow);
    }
    assertThat(residuals.get(49)).as("one window of 50 looks 50 steps ahead").hasSize(1);
    assertThat(residuals.get(50)).isEmpty();
  }

  /** The series is cut at the end of a window that the row has forecasts from. */
  @ParameterizedTest
  @CsvSource({
    "window, standard, lstm, 16, 15",
    "window, none, gru, 7, 20",
    "sequence, standard, gru, 16, 3",
    "sequence, none, rnn, 7, 30",
    "window, standard, mgu, 25, 24"
  })
  void itContinuesASeriesAsTheRowForecastsValidation(
      String input, String scale, String cell, int batch, int window) {
    Trial trial = trial(SERIES, input, scale, cell, batch);
    TrainingOutcome outcome = train(trial, SERIES);
    List<ForecastPoint> points = outcome.series().orElseThrow().points();
    float[] cut = Arrays.copyOf(SERIES.values(), 100 + window + trial.hyperparameters().tau());

    double[] forecasts = forecaster(trial, SERIES, outcome).after(ending(cut), 20);

    for (int steps : List.of(1, 4, 16)) {
      assertThat(forecasts[steps - 1])
          .as("%d steps ahead", steps)
          .isEqualTo(points.get(window + steps - 1).ahead(steps));
    }
  }

  private static TimeSeries ending(float[] values) {
    return new TimeSeries("ending", "", values, OptionalDouble.empty());
  }

  @Test
  void theFirstStepsDoNotDependOnTheNumberOfSteps() {
    Trial trial = trial(SERIES, "window", "standard", "gru", 16);
    SeriesForecaster forecaster = forecaster(trial, SERIES, train(trial, SERIES));
    double[] few = forecaster.after(SERIES, 3);
    assertThat(Arrays.copyOf(forecaster.after(SERIES, 90), 3)).containsExactly(few);
    assertThat(Arrays.stream(forecaster.after(ending(Arrays.copyOf(SERIES.values(), 4)), 2)))
        .hasSize(2);
    assertThatThrownBy(() -> forecaster.after(ending(new float[3]), 1))
        .hasMessage("Cannot forecast from 3 values: must be at least 4");
  }

  /** On the validation values of the noisy sine, at every horizon and for three levels. */
  @ParameterizedTest
  @CsvSource({"window", "sequence"})
  void intervalsHoldAsManyValidationValuesAsTheySay(String input) {
    TimeSeries sine =
        new CorpusLoader(Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
            .loadSeries(CorpusLoader.NOISY_SINE, "");
    Trial trial =
        SeriesTrials.trial(
            sine, SeriesForm.Scale.NONE, 600, Map.of(Hyperparameter.INPUT, input), 396);
    SeriesForecaster forecaster = forecaster(trial, sine, train(trial, sine));
    List<double[]> residuals = forecaster.residuals(64);
    for (double level : new double[] {0.5, 0.8, 0.9, 0.95}) {
      List<ForecastStep> steps = ForecastStep.of(new double[64], residuals, level);
      for (ForecastStep step : steps) {
        double[] errors = residuals.get(step.step() - 1);
        double inside =
            Arrays.stream(errors).filter(e -> e >= step.lower() && e <= step.upper()).count();
        assertThat(100 * inside / errors.length)
            .as("%s: %d steps ahead", input, step.step())
            .isCloseTo(100 * level, within(3.0));
      }
    }
  }

  @Test
  void anIntervalIsOfTheResidualsAtItsPlacesOrThereIsNone() {
    double[] residuals = new double[19];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = (7 * i) % 19 - 4.0; // -4 to 14, in another order
    }
    double[] few = {1, 2, 3};
    List<ForecastStep> steps =
        ForecastStep.of(new double[] {10, 20, 30}, List.of(residuals, few, new double[0]), 0.9);
    // (19 + 1) · 0.95 = 19: the largest and the smallest.
    assertThat(steps.get(0).lower()).isEqualTo(6);
    assertThat(steps.get(0).upper()).isEqualTo(24);
    assertThat(steps.get(1).forecast()).isEqualTo(20);
    assertThat(steps.get(1).lower()).isNaN();
    assertThat(steps.get(1).upper()).isNaN();
    assertThat(steps.get(1).rmse()).isEqualTo(Math.sqrt(14 / 3.0));
    assertThat(steps.get(2).rmse()).isNaN();
    ForecastStep half = ForecastStep.of(new double[] {10}, List.of(residuals), 0.5).get(0);
    // 20 · 0.75 = 15: the fifteenth from below is 10, from above 0.
    assertThat(half.lower()).isEqualTo(10);
    assertThat(half.upper()).isEqualTo(20);
  }

  private static Trial trial(
      TimeSeries series, String input, String scale, String cell, int batch) {
    return SeriesTrials.trial(
        series,
        SeriesForm.Scale.of(scale),
        new HashMap<>(
            Map.of(
                Hyperparameter.INPUT, input,
                Hyperparameter.CELL, cell,
                Hyperparameter.BATCH_SIZE, (long) batch)));
  }

  private static TrainingOutcome train(Trial trial, TimeSeries series) {
    return new TrainingRun(
            trial,
            series,
            KernelChoice.get().kernels(),
            Deadline.in(Optional.empty()),
            ShardRunner.SEQUENTIAL)
        .run();
  }

  private static SeriesForecaster forecaster(
      Trial trial, TimeSeries series, TrainingOutcome outcome) {
    return new SeriesForecaster(trial, series, outcome.model().orElseThrow().parameters());
  }
}
