package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {
  /** So few validation windows that their cost is negligible next to a billion training windows. */
  private static final Dataset TRAINING =
      new Dataset("test", "0".repeat(64), "char", 28, 1_000_000_000, 1);

  private static final Dataset WORDS =
      new Dataset("test", "0".repeat(64), "word", 4_580, 1_000_000_000, 1);

  private static final Dataset SERIES =
      Dataset.ofSeries(
          "s", "0".repeat(64), new SeriesForm("", SeriesForm.Scale.STANDARD), 380, 100);

  /** Trained tokens per second on one AMD EPYC core; 8 steps of 8 units are a known outlier. */
  @ParameterizedTest
  @CsvSource({
    "lstm, 8, 16, 17310269",
    "lstm, 8, 32, 8047685",
    "lstm, 8, 64, 2981603",
    "lstm, 8, 128, 886842",
    "lstm, 32, 8, 16572900",
    "lstm, 32, 16, 13714069",
    "lstm, 32, 32, 5700008",
    "lstm, 32, 64, 2014266",
    "lstm, 32, 128, 576549",
    "lstm, 128, 8, 15455450",
    "lstm, 128, 16, 12638788",
    "lstm, 128, 32, 5321305",
    "lstm, 128, 64, 1734411",
    "lstm, 128, 128, 479618",
    "gru, 32, 32, 6459616",
    "gru, 32, 128, 688594",
    "rnn, 32, 32, 13399870",
    "rnn, 32, 128, 2083445"
  })
  void predictsTheSpeedsItWasFittedTo(String cell, int steps, int units, double tokensPerSecond) {
    assertThat(tokensPerSecond(cell, steps, units, TRAINING))
        .isCloseTo(tokensPerSecond, Percentage.withPercentage(12));
  }

  @Test
  void aLargeVocabularyCostsItsSoftmaxInEveryToken() {
    assertThat(tokensPerSecond("lstm", 32, 64, WORDS))
        .isCloseTo(84_496, Percentage.withPercentage(10));
  }

  /**
   * One unit with one gate, and two logits. A token takes 10 s, its gate 1 s, the logits 2 s and
   * the FLOP 4 s.
   */
  @Test
  void aTokenHasItsPartsAndAValidatedOneThreeQuartersOfThem() {
    Trial trial =
        trial(
            Map.of(
                Hyperparameter.CELL, "rnn",
                Hyperparameter.NUM_HIDDENS, 1,
                Hyperparameter.NUM_STEPS, 1,
                Hyperparameter.NUM_EPOCHS, 1),
            new Dataset("test", "0".repeat(64), "word", 2, 100, 100));
    double flops = 3 * (2 + 4) * 100 + (2 + 4) * 100;
    assertThat(TrialCost.of(trial).flops()).isEqualTo(flops);

    double seconds = new CostModel(10, 1, 1, flops / 4, 3, FixedTimes.NONE).seconds(trial);

    assertThat(seconds).isCloseTo(0.85 * (13 * 100 + 0.75 * 13 * 100 + 4), within(1e-9));
  }

  /** Windows share s(1 - exp(-T/s)) of their T steps. */
  @Test
  void shortWindowsOfCharactersShareMoreOfTheirSteps() {
    double few = seconds(3);
    double many = seconds(300);

    assertThat(few / many * 100)
        .isCloseTo(Math.exp(-1) / (1 - (1 - Math.exp(-100)) / 100), within(1e-9));
  }

  /**
   * Milliseconds of processor time on one Intel Xeon core, and 5 for the work around a training.
   * This core took 1.38 times as long as the model says for large minibatches of characters. The
   * series has 380 training and 100 validation windows of 14 values.
   */
  @ParameterizedTest
  @CsvSource({
    "sequence, 8, 32, 50, 31.34",
    "sequence, 16, 32, 50, 40.22",
    "sequence, 32, 32, 50, 95.67",
    "sequence, 64, 32, 50, 264.65",
    "sequence, 8, 380, 50, 27.35",
    "sequence, 16, 380, 50, 34.41",
    "sequence, 32, 380, 50, 78.93",
    "sequence, 64, 380, 50, 212.21",
    "sequence, 16, 8, 30, 42.93",
    "sequence, 16, 16, 30, 31.90",
    "sequence, 16, 128, 30, 24.54",
    "sequence, 8, 32, 1, 7.95",
    "sequence, 16, 32, 1, 8.60",
    "window, 8, 32, 50, 21.31",
    "window, 16, 32, 50, 25.99",
    "window, 32, 32, 50, 55.49",
    "window, 64, 32, 50, 141.41",
    "window, 16, 380, 50, 23.67",
    "window, 64, 380, 50, 101.52"
  })
  void predictsShortSeriesAndSmallMinibatches(
      String input, int units, int batch, int epochs, double milliseconds) {
    Trial trial =
        trial(
            Map.of(
                Hyperparameter.TAU, 14,
                Hyperparameter.INPUT, input,
                Hyperparameter.NUM_HIDDENS, units,
                Hyperparameter.BATCH_SIZE, batch,
                Hyperparameter.NUM_EPOCHS, epochs),
            SERIES);
    assertThat(1.38e3 * CostModel.DEFAULT.seconds(trial))
        .isCloseTo(milliseconds, Percentage.withPercentage(15));
  }

  /** Three minibatches train, one validates, and 1 + 3 + 12 forecast as far as 16 steps ahead. */
  @Test
  void fixedTimesCountMinibatchesParametersAndForecasts() {
    Trial trial =
        trial(
            Map.of(
                Hyperparameter.TAU, 2,
                Hyperparameter.INPUT, "sequence",
                Hyperparameter.NUM_HIDDENS, 1,
                Hyperparameter.BATCH_SIZE, 64,
                Hyperparameter.NUM_EPOCHS, 2),
            Dataset.ofSeries(
                "s", "0".repeat(64), new SeriesForm("", SeriesForm.Scale.NONE), 192, 63));
    long parameters = TrialCost.of(trial).parameterCount();

    assertThat(new FixedTimes(7, 0, 0, 0, 0).seconds(trial)).isEqualTo(7);
    assertThat(new FixedTimes(0, 1, 0, 0, 0).seconds(trial)).isEqualTo(2 * (3 + 1) + 1 + 3 + 12);
    assertThat(new FixedTimes(0, 0, 1, 0, 0).seconds(trial)).isEqualTo(2 * 3.0 * parameters);
    // Validation leaves one row of 64 empty, and forecasts leave 1, 4 and 16.
    double empty = (2 * 1 + 1 + 3 * 4 + 12 * 16) / 64.0;
    assertThat(new FixedTimes(0, 0, 0, 1, 0).seconds(trial))
        .isCloseTo(0.4 * 2 * empty, within(1e-9));
    assertThatThrownBy(() -> new FixedTimes(0, -1, 0, 0, 0))
        .hasMessage("Cannot set minibatch to -1.0: must be a finite number of at least 0");
  }

  /** A minibatch of windows is one sequence, which takes one row of 64 per step. */
  @Test
  void aSequenceOfWindowsLeavesAlmostEveryRowEmpty() {
    Trial trial =
        trial(
            Map.of(
                Hyperparameter.INPUT, "window",
                Hyperparameter.BATCH_SIZE, 64,
                Hyperparameter.NUM_EPOCHS, 1),
            Dataset.ofSeries(
                "s", "0".repeat(64), new SeriesForm("", SeriesForm.Scale.NONE), 192, 1));

    assertThat(new FixedTimes(0, 0, 0, 1, 0).seconds(trial))
        .isCloseTo((192 + 0.4 * (1 + 1)) * 63 / 64, within(1e-9));
  }

  @Test
  void aRateThatPredictsNothingIsRefused() {
    assertThatThrownBy(() -> new CostModel(0, 1, 1, 1, 1, FixedTimes.NONE))
        .hasMessage("Cannot set secondsPerToken to 0.0: must be a finite number above 0");
    assertThatThrownBy(() -> new CostModel(1, 1, 1, Double.POSITIVE_INFINITY, 1, FixedTimes.NONE))
        .hasMessage("Cannot set flopPerSecond to Infinity: must be a finite number above 0");
    assertThatThrownBy(() -> new CostModel(1, 1, 1, 1, -1, FixedTimes.NONE))
        .hasMessage("Cannot set sharedSteps to -1.0: must be a finite number above 0");
  }

  private static double seconds(int steps) {
    return new CostModel(1, 1, 1, 1, 3, FixedTimes.NONE)
        .seconds(trial(Map.of(Hyperparameter.NUM_STEPS, steps), TRAINING));
  }

  private static double tokensPerSecond(String cell, int steps, int units, Dataset dataset) {
    Trial trial =
        trial(
            Map.of(
                Hyperparameter.CELL, cell,
                Hyperparameter.NUM_STEPS, steps,
                Hyperparameter.NUM_HIDDENS, units),
            dataset);
    return TrialCost.of(trial).trainedTokens() / CostModel.DEFAULT.seconds(trial);
  }

  private static Trial trial(Map<Hyperparameter, Object> values, Dataset dataset) {
    return Trial.of(Hyperparameters.of(values), dataset);
  }
}
