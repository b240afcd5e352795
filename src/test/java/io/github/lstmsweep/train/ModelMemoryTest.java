package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the closed form of a trial's memory with the bytes that its training allocates. */
class ModelMemoryTest {
  static List<Arguments> shapes() {
    return List.of(
        Arguments.of(28, Map.of(Hyperparameter.NUM_STEPS, 200, Hyperparameter.NUM_HIDDENS, 100)),
        Arguments.of(28, Map.of(Hyperparameter.NUM_STEPS, 8, Hyperparameter.NUM_HIDDENS, 400)),
        Arguments.of(
            28,
            Map.of(
                Hyperparameter.CELL,
                "gru",
                Hyperparameter.NUM_STEPS,
                100,
                Hyperparameter.NUM_HIDDENS,
                40,
                Hyperparameter.NUM_LAYERS,
                3,
                Hyperparameter.DROPOUT,
                0.5)),
        Arguments.of(
            28,
            Map.of(
                Hyperparameter.CELL,
                "rnn",
                Hyperparameter.NUM_STEPS,
                1_200,
                Hyperparameter.NUM_HIDDENS,
                100,
                Hyperparameter.OPTIMIZER,
                "momentum")),
        Arguments.of(
            4_000,
            Map.of(
                Hyperparameter.NUM_STEPS,
                10,
                Hyperparameter.NUM_HIDDENS,
                200,
                Hyperparameter.OPTIMIZER,
                "adam")));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theEstimateIsWhatATrialAllocates(int vocabulary, Map<Hyperparameter, Object> values) {
    Trial trial = trial(vocabulary, values);
    Corpus corpus = corpus(vocabulary);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    new TrainingRun(trial, corpus, new ScalarKernels(), deadline(), ShardRunner.SEQUENTIAL).run();
    long before = threads.getCurrentThreadAllocatedBytes();
    TrainingOutcome outcome =
        new TrainingRun(trial, corpus, new ScalarKernels(), deadline(), ShardRunner.SEQUENTIAL)
            .run();
    double allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // The copy in the result is made last, when nothing else is made any more.
    double result = 4.0 * outcome.model().orElseThrow().parameters().length;

    double estimate = ModelMemory.of(trial.hyperparameters(), trial.dataset()).heapBytes();
    assertThat(estimate / (allocated - result)).isBetween(0.9, 1.15);
  }

  @ParameterizedTest
  @CsvSource({
    "window, lstm, 100, 8, 200",
    "window, gru, 100, 300, 150",
    "sequence, lstm, 100, 200, 20",
    "sequence, mgu, 100, 200, 20",
    "sequence, rnn, 200, 400, 20"
  })
  void theEstimateOfATimeSeriesIsWhatATrialAllocates(
      String input, String cell, int numHiddens, int tau, int batchSize) {
    TimeSeries series =
        new TimeSeries("noise", "", new float[batchSize + 20 + tau], OptionalDouble.empty());
    Trial trial =
        Trial.of(
            Hyperparameters.of(
                Map.of(
                    Hyperparameter.INPUT, input,
                    Hyperparameter.CELL, cell,
                    Hyperparameter.NUM_HIDDENS, numHiddens,
                    Hyperparameter.TAU, tau,
                    Hyperparameter.BATCH_SIZE, batchSize,
                    Hyperparameter.NUM_EPOCHS, 1,
                    Hyperparameter.LR, 0.01)),
            Dataset.ofSeries(
                "noise",
                series.sha256(),
                new SeriesForm("", SeriesForm.Scale.NONE),
                batchSize,
                20));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    new TrainingRun(trial, series, new ScalarKernels(), deadline(), ShardRunner.SEQUENTIAL).run();
    long before = threads.getCurrentThreadAllocatedBytes();
    TrainingOutcome outcome =
        new TrainingRun(trial, series, new ScalarKernels(), deadline(), ShardRunner.SEQUENTIAL)
            .run();
    double allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // The result is made last, when nothing else is made any more.
    double result = 4.0 * outcome.model().orElseThrow().parameters().length;

    double estimate = ModelMemory.of(trial.hyperparameters(), trial.dataset()).heapBytes();
    assertThat(estimate / (allocated - result)).isBetween(0.9, 1.15);
    assertThat(TrialCost.of(trial).parameterCount())
        .isEqualTo(outcome.model().orElseThrow().parameters().length);
  }

  /** Training with windows of this length takes too long for a test. */
  @Test
  void whatForecastsAreMadeFromIsPartOfTheEstimate() {
    int tau = 65_536;
    long one = estimate(tau, 1_024, 1);
    assertThat(estimate(tau, 1_024, 5_000) - one)
        .as("of the 1,024 windows whose forecasts are kept")
        .isBetween(4L * 1_023 * (tau + 1), 4L * 1_023 * (tau + 1) + 4 * 5_000);
    assertThat(estimate(tau, 16, 5_000) - estimate(tau, 16, 1))
        .as("of one minibatch after the other")
        .isBetween(4L * 15 * (tau + 1), 4L * 15 * (tau + 1) + 4 * 5_000);
    assertThat(ForecastPoint.HORIZONS.get(ForecastPoint.HORIZONS.size() - 1)).isEqualTo(64);
  }

  private static long estimate(int tau, int batchSize, int validation) {
    Hyperparameters values =
        Hyperparameters.of(
            Map.of(
                Hyperparameter.INPUT, "sequence",
                Hyperparameter.TAU, tau,
                Hyperparameter.BATCH_SIZE, batchSize));
    Dataset dataset =
        Dataset.ofSeries(
            "noise", "ab".repeat(32), new SeriesForm("", SeriesForm.Scale.NONE), 6_000, validation);
    return ModelMemory.of(values, dataset).heapBytes();
  }

  @Test
  void theFitOfTheLinearForecastIsPartOfTheEstimate() {
    TimeSeries series = new TimeSeries("noise", "", new float[1_700], OptionalDouble.empty());
    Trial trial =
        Trial.of(
            Hyperparameters.of(
                Map.of(
                    Hyperparameter.CELL, "rnn",
                    Hyperparameter.NUM_HIDDENS, 4,
                    Hyperparameter.TAU, 1_500,
                    Hyperparameter.NUM_EPOCHS, 1,
                    Hyperparameter.LR, 0.01)),
            Dataset.ofSeries(
                "noise", "cd".repeat(32), new SeriesForm("", SeriesForm.Scale.NONE), 64, 20));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    // A process makes the fit once for all trials of these windows.
    new TrainingRun(trial, series, new ScalarKernels(), deadline(), ShardRunner.SEQUENTIAL).run();
    double allocated = threads.getCurrentThreadAllocatedBytes() - before;

    double estimate = ModelMemory.of(trial.hyperparameters(), trial.dataset()).heapBytes();
    assertThat(8.0 * 1_500 * 1_500).as("a large part of it").isGreaterThan(0.4 * estimate);
    assertThat(estimate / allocated).isBetween(0.8, 1.15);
  }

  private static Deadline deadline() {
    return Deadline.in(Optional.empty());
  }

  private static Trial trial(int vocabulary, Map<Hyperparameter, Object> values) {
    Map<Hyperparameter, Object> all = new java.util.EnumMap<>(values);
    all.put(Hyperparameter.NUM_EPOCHS, 1);
    all.put(Hyperparameter.BATCH_SIZE, 20);
    all.put(Hyperparameter.LR, 0.01);
    return Trial.of(
        Hyperparameters.of(all), new Dataset("words", "0".repeat(64), "word", vocabulary, 20, 10));
  }

  private static Corpus corpus(int vocabulary) {
    List<String> words = IntStream.range(0, vocabulary - 1).mapToObj(i -> "w" + i).toList();
    int[] ids = new Random(1).ints(1_300, 0, vocabulary).toArray();
    return new Corpus("words", "0".repeat(64), "word", Vocabulary.of(words), ids);
  }
}
