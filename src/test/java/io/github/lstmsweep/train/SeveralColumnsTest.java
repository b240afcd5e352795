package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.train.series.ForecastBaselines;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.train.series.ForecastStep;
import io.github.lstmsweep.train.series.SeriesForecaster;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks trials whose networks read further columns beside the series. */
class SeveralColumnsTest {
  private static final TimeSeries DEMAND = ColumnTrials.demand();

  @ParameterizedTest
  @CsvSource({"sequence, 0.1", "window, 0.02"})
  void aColumnThatTheSeriesFollowsLowersTheError(String input, double lr) {
    Map<Hyperparameter, Object> values =
        Map.of(Hyperparameter.NUM_EPOCHS, 40, Hyperparameter.INPUT, input, Hyperparameter.LR, lr);
    double with = rmse(ColumnTrials.trial(DEMAND, values), DEMAND);
    TimeSeries alone = ColumnTrials.alone();
    double without = rmse(ColumnTrials.trial(alone, values), alone);
    assertThat(with).as("without columns %s", without).isLessThan(0.5 * without);
  }

  /** The naive forecast is of the series alone, and the linear one reads what the network reads. */
  @Test
  void theLinearForecastReadsTheColumnsAndTheNaiveOneDoesNot() {
    ForecastBaselines with = ForecastBaselines.of(ColumnTrials.trial(DEMAND, Map.of()), DEMAND);
    TimeSeries alone = ColumnTrials.alone();
    ForecastBaselines without = ForecastBaselines.of(ColumnTrials.trial(alone, Map.of()), alone);
    assertThat(with.naive()).isEqualTo(without.naive());
    assertThat(with.linear()).as("the noise has a deviation of 2").isBetween(1.5, 3.0);
    assertThat(without.linear()).isGreaterThan(30);
  }

  @ParameterizedTest
  @CsvSource({"window, lstm", "sequence, lstm", "window, gru", "sequence, mgu", "sequence, rnn"})
  void kernelsAndThreadsGiveEqualBits(String input, String cell) {
    Trial trial =
        ColumnTrials.trial(DEMAND, Map.of(Hyperparameter.INPUT, input, Hyperparameter.CELL, cell));
    TrainingOutcome vector = train(trial, KernelChoice.get().kernels(), ShardRunner.SEQUENTIAL);
    ShardRunner backwards =
        (shards, work) -> {
          for (int s = shards - 1; s >= 0; s--) {
            work.accept(s);
          }
        };
    for (TrainingOutcome other :
        List.of(
            train(trial, new ScalarKernels(), ShardRunner.SEQUENTIAL),
            train(trial, KernelChoice.get().kernels(), backwards))) {
      assertThat(other.model().orElseThrow().parametersSha256())
          .isEqualTo(vector.model().orElseThrow().parametersSha256());
      assertThat(other.series()).isEqualTo(vector.series());
    }
    assertThat((long) vector.model().orElseThrow().parameters().length)
        .isEqualTo(TrialCost.of(trial).parameterCount());
  }

  @Test
  void everyColumnHasItsOwnMeanAndDeviationOfTheTrainingValues() {
    List<SeriesScale> scales =
        SeriesScale.all(ColumnTrials.trial(DEMAND, Map.of(Hyperparameter.TAU, 4)), DEMAND);
    assertThat(scales).hasSize(3);
    List<float[]> columns =
        List.of(
            DEMAND.values(),
            DEMAND.inputColumns().get(0).values(),
            DEMAND.inputColumns().get(1).values());
    float[] moments = SeriesScale.scaled(scales, DEMAND);
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 254; i++) {
        float scaled = moments[3 * i + c];
        assertThat(scaled).isEqualTo((float) scales.get(c).scaled(columns.get(c)[i]));
        sum += scaled;
        squares += (double) scaled * scaled;
      }
      assertThat(sum / 254).isCloseTo(0, within(1e-5));
      assertThat(squares / 254).isCloseTo(1, within(1e-5));
    }
  }

  /** A forecast of two steps is one step, and then one step from that with the last columns. */
  @ParameterizedTest
  @CsvSource({"window", "sequence"})
  void furtherStepsRepeatTheLastValuesOfTheColumns(String input) {
    Trial trial =
        ColumnTrials.trial(
            DEMAND, Map.of(Hyperparameter.INPUT, input, Hyperparameter.BATCH_SIZE, 1));
    TrainingOutcome outcome = train(trial, KernelChoice.get().kernels(), ShardRunner.SEQUENTIAL);
    SeriesForecaster forecaster =
        new SeriesForecaster(trial, DEMAND, outcome.model().orElseThrow().parameters());
    double[] steps = forecaster.after(DEMAND, 2);

    TimeSeries longer = DEMAND.last(20);
    double[] one = forecaster.after(longer, 1);
    assertThat(one[0]).as("only the last windows count").isEqualTo(steps[0]);
    double[] two = forecaster.after(continued(longer, (float) steps[0]), 1);
    assertThat(two[0]).isCloseTo(steps[1], within(1e-3));

    TimeSeries warmer = continued(longer, (float) steps[0]);
    warmer.inputColumns().get(0).values()[20] += 10;
    assertThat(forecaster.after(warmer, 1)[0])
        .as("other columns make another forecast")
        .isNotCloseTo(steps[1], within(1e-3));
  }

  private static TimeSeries continued(TimeSeries series, float value) {
    return new TimeSeries(
        series.name(),
        series.column(),
        append(series.values(), value),
        series.inputColumns().stream()
            .map(
                column ->
                    new SeriesColumn(
                        column.name(),
                        append(column.values(), column.values()[series.length() - 1])))
            .toList(),
        OptionalDouble.empty());
  }

  private static float[] append(float[] values, float value) {
    float[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = value;
    return longer;
  }

  @Test
  void theForecastsOfTheRowAreThoseOfTheForecaster() {
    Trial trial = ColumnTrials.trial(DEMAND, Map.of());
    TrainingOutcome outcome = train(trial, KernelChoice.get().kernels(), ShardRunner.SEQUENTIAL);
    SeriesForecaster forecaster =
        new SeriesForecaster(trial, DEMAND, outcome.model().orElseThrow().parameters());
    List<ForecastPoint> points = outcome.series().orElseThrow().points();
    List<double[]> residuals = forecaster.residuals(16);
    for (int steps : List.of(1, 4, 16)) {
      double[] ofRow =
          points.stream()
              .filter(point -> !Double.isNaN(point.ahead(steps)))
              .mapToDouble(point -> point.value() - point.ahead(steps))
              .toArray();
      assertThat(residuals.get(steps - 1)).containsExactly(ofRow);
    }
    double squares = Arrays.stream(residuals.get(0)).map(error -> error * error).sum();
    assertThat(Math.sqrt(squares / 100))
        .as("ahead_1 has the error of the row")
        .isCloseTo(last(outcome), within(1e-3));
  }

  /** Further steps repeat the last values of the columns, and the intervals include that error. */
  @ParameterizedTest
  @CsvSource({"window, lstm", "sequence, gru"})
  void intervalsHoldAsManyValidationValuesAsTheySay(String input, String cell) {
    TimeSeries demand = ColumnTrials.demand(700);
    Trial trial =
        ColumnTrials.trial(
            demand, Map.of(Hyperparameter.INPUT, input, Hyperparameter.CELL, cell), 400);
    TrainingOutcome outcome =
        new TrainingRun(
                trial,
                demand,
                KernelChoice.get().kernels(),
                Deadline.in(Optional.empty()),
                ShardRunner.SEQUENTIAL)
            .run();
    List<double[]> residuals =
        new SeriesForecaster(trial, demand, outcome.model().orElseThrow().parameters())
            .residuals(64);
    for (double level : new double[] {0.5, 0.8, 0.9, 0.95}) {
      for (ForecastStep step : ForecastStep.of(new double[64], residuals, level)) {
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
  void aSeriesWithoutTheColumnsCannotBeContinued() {
    Trial trial = ColumnTrials.trial(DEMAND, Map.of());
    TrainingOutcome outcome = train(trial, KernelChoice.get().kernels(), ShardRunner.SEQUENTIAL);
    SeriesForecaster forecaster =
        new SeriesForecaster(trial, DEMAND, outcome.model().orElseThrow().parameters());
    assertThatThrownBy(() -> forecaster.after(ColumnTrials.alone(), 1))
        .hasMessage("Cannot forecast from 1 columns: must be 3");
  }

  @Test
  void theDigestCoversEveryColumnInItsOrder() {
    TimeSeries turned =
        new TimeSeries(
            DEMAND.name(),
            DEMAND.column(),
            DEMAND.values(),
            List.of(DEMAND.inputColumns().get(1), DEMAND.inputColumns().get(0)),
            OptionalDouble.empty());
    assertThat(List.of(DEMAND.sha256(), turned.sha256(), ColumnTrials.alone().sha256()))
        .doesNotHaveDuplicates();
    assertThatThrownBy(
            () ->
                new TimeSeries(
                    "a.csv",
                    "a",
                    new float[3],
                    List.of(new SeriesColumn("b", new float[2])),
                    OptionalDouble.empty()))
        .hasMessage("Cannot add column b of 2 values to a series: must have 3");
  }

  @Test
  void furtherColumnsTakeMemory() {
    long one = ModelMemory.of(ColumnTrials.trial(ColumnTrials.alone(), Map.of())).heapBytes();
    long three = ModelMemory.of(ColumnTrials.trial(DEMAND, Map.of())).heapBytes();
    assertThat(three - one).isGreaterThan(2 * 4 * (250 + 100 + 4));
  }

  private static double rmse(Trial trial, TimeSeries series) {
    return last(
        new TrainingRun(
                trial,
                series,
                KernelChoice.get().kernels(),
                Deadline.in(Optional.empty()),
                ShardRunner.SEQUENTIAL)
            .run());
  }

  private static double last(TrainingOutcome outcome) {
    return outcome.curve().get(outcome.curve().size() - 1).validationRmse();
  }

  private static TrainingOutcome train(Trial trial, Kernels kernels, ShardRunner runner) {
    return new TrainingRun(trial, DEMAND, kernels, Deadline.in(Optional.empty()), runner).run();
  }
}
