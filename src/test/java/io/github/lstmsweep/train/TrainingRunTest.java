package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingRunTest {
  private static final Corpus CORPUS =
      new CorpusLoader(
              Optional.empty(),
              Map.of(),
              (uri, most) -> {
                throw new IOException("no network in this test");
              })
          .load(CorpusLoader.HARBOUR, "char");
  private static final Kernels KERNELS = KernelChoice.get().kernels();
  private static final Deadline NEVER = Deadline.in(Optional.empty());

  @Test
  void vectorAndScalarKernelsTrainTheSameBytesCurveAndSample() {
    Trial trial = trial(Map.of(Hyperparameter.NUM_HIDDENS, 13, Hyperparameter.LR, 2.5));
    TrainingOutcome vector = train(trial, KERNELS);
    TrainingOutcome scalar = train(trial, new ScalarKernels());
    assertThat(hash(vector)).isEqualTo(hash(scalar));
    assertThat(perplexities(vector)).isEqualTo(perplexities(scalar));
    assertThat(vector.curve()).extracting(EpochPoint::dynamics).doesNotHaveDuplicates();
    assertThat(vector.curve())
        .extracting(EpochPoint::dynamics)
        .isEqualTo(scalar.curve().stream().map(EpochPoint::dynamics).toList());
    assertThat(vector.model().orElseThrow().sample())
        .isEqualTo(scalar.model().orElseThrow().sample());
  }

  /**
   * Compares with the recorded hash of one trial. If this fails, the numerics changed. Raise {@code
   * TrialId.NUMERICS_VERSION}, or every table made so far claims rows it can no longer reproduce.
   */
  @Test
  void theParametersOfOneTrialAreThoseOfThisNumericsVersion() {
    assertThat(hash(train(trial(Map.of()), KERNELS))).isEqualTo(GOLDEN);
  }

  private static final String GOLDEN =
      "6e04eadd3b225a917438727b47219c9b177e5cd66444b40b15237b285d4d7565";

  @Test
  void aListenerHearsEachMinibatchAndEpochAndChangesNoBit() {
    List<Long> tokens = new ArrayList<>();
    List<EpochPoint> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void trained(long trained) {
            tokens.add(trained);
          }

          @Override
          public void ended(EpochPoint epoch) {
            epochs.add(epoch);
          }
        };
    TrainingOutcome outcome =
        new TrainingRun(trial(Map.of()), CORPUS, KERNELS, NEVER, ShardRunner.SEQUENTIAL)
            .run(listener);

    assertThat(hash(outcome)).isEqualTo(GOLDEN);
    assertThat(epochs).isEqualTo(outcome.curve());
    // Minibatches of 128, 128 and 44 windows of 6 tokens, in two epochs.
    assertThat(tokens).containsExactly(768L, 1536L, 1800L, 2568L, 3336L, 3600L);
    assertThat(TrialCost.of(trial(Map.of())).trainedTokens()).isEqualTo(3600);
  }

  @Test
  void trainingLearnsAndKeepsAPointForEveryEpoch() {
    TrainingOutcome outcome = train(trial(Map.of(Hyperparameter.NUM_EPOCHS, 5)), KERNELS);
    assertThat(outcome.status()).isEqualTo(TrialStatus.OK);
    assertThat(outcome.curve()).extracting(EpochPoint::epoch).containsExactly(1, 2, 3, 4, 5);
    double first = outcome.curve().get(0).validationPerplexity();
    double last = outcome.curve().get(4).validationPerplexity();
    assertThat(first).isLessThan(28);
    assertThat(last).isLessThan(first);
    assertThat(outcome.model().orElseThrow().sample()).startsWith("it has").hasSize(26);
    assertThat(outcome.timing().tokensPerSecond()).isPositive();
    assertThat(outcome.timing().inferenceTokensPerSecond()).isPositive();
  }

  @Test
  void anEpochKeepsTheNormsOfItsGradientsAndTheLargestStates() {
    TrainingOutcome clipped = train(trial(Map.of(Hyperparameter.NUM_EPOCHS, 1)), KERNELS);
    EpochPoint.Dynamics lstm = clipped.curve().get(0).dynamics();
    assertThat(lstm.meanGradientNorm()).isPositive().isLessThan(lstm.maxGradientNorm());
    assertThat(lstm.largestH()).isBetween(0.0, 1.0);
    assertThat(lstm.largestC()).isGreaterThan(lstm.largestH());

    TrainingOutcome rnn =
        train(trial(Map.of(Hyperparameter.NUM_EPOCHS, 1, Hyperparameter.CELL, "rnn")), KERNELS);
    assertThat(rnn.curve().get(0).dynamics().largestC()).isNaN();

    // The norm is measured before clipping, so the clip does not change it in the first minibatch.
    Map<Hyperparameter, Object> oneStep =
        Map.of(Hyperparameter.NUM_EPOCHS, 1, Hyperparameter.BATCH_SIZE, 300);
    Map<Hyperparameter, Object> tight = new EnumMap<>(oneStep);
    tight.put(Hyperparameter.GRADIENT_CLIP, 1e-3);
    EpochPoint.Dynamics free = train(trial(tight), KERNELS).curve().get(0).dynamics();
    assertThat(free.maxGradientNorm()).isGreaterThan(1e-2).isEqualTo(free.meanGradientNorm());
  }

  @Test
  void aSeedIsAnotherTrainingOfTheSameConfiguration() {
    TrainingOutcome zero = train(trial(Map.of(Hyperparameter.SEED, 0)), KERNELS);
    TrainingOutcome one = train(trial(Map.of(Hyperparameter.SEED, 1)), KERNELS);
    assertThat(hash(one)).isNotEqualTo(hash(zero));
  }

  @Test
  void aTrialThatDivergesStopsAtItsMinibatchAndKeepsTheEpochsBefore() {
    TrainingOutcome outcome =
        train(
            trial(
                Map.of(
                    Hyperparameter.LR,
                    1e30,
                    Hyperparameter.GRADIENT_CLIP,
                    Double.POSITIVE_INFINITY)),
            KERNELS);
    assertThat(outcome.status()).isEqualTo(TrialStatus.DIVERGED);
    assertThat(outcome.detail())
        .matches(
            "epoch 1, step 2: perplexity above 1.8e308, exp of"
                + " training loss \\d\\.\\d{3}e\\+\\d\\d, gradient norm \\d+\\.\\d+");
    assertThat(outcome.curve()).isEmpty();
    assertThat(outcome.model()).isEmpty();
  }

  @Test
  void aTrialThatIsTooSlowStopsAtItsDeadline() {
    TrainingOutcome outcome =
        new TrainingRun(
                trial(Map.of(Hyperparameter.NUM_EPOCHS, 1_000_000)),
                CORPUS,
                KERNELS,
                Deadline.in(Optional.of(Duration.ofSeconds(1))),
                ShardRunner.SEQUENTIAL)
            .run();
    assertThat(outcome.status()).isEqualTo(TrialStatus.TIMEOUT);
    assertThat(outcome.detail()).matches("epoch \\d+: stopped after 1 s \\(timeout.trial\\)");
    assertThat(outcome.curve()).isNotEmpty();
    assertThat(outcome.model()).isEmpty();
  }

  /** Without the check inside, a minibatch longer than the trial's time would run to its end. */
  @Test
  void aTrialStopsInsideAMinibatchToo() {
    Trial slow =
        trial(
            Map.of(
                Hyperparameter.NUM_HIDDENS, 512,
                Hyperparameter.NUM_STEPS, 64,
                Hyperparameter.BATCH_SIZE, 300));
    for (ShardRunner cores : List.of(ShardRunner.SEQUENTIAL, new Cores(4))) {
      AtomicLong tenths = new AtomicLong(); // each reading of the clock takes a tenth of a second
      Deadline deadline =
          Deadline.in(
              Optional.of(Duration.ofSeconds(1)),
              () -> TimeUnit.MILLISECONDS.toNanos(100) * tenths.getAndIncrement());
      TrainingOutcome outcome = new TrainingRun(slow, CORPUS, KERNELS, deadline, cores).run();
      assertThat(outcome.detail()).isEqualTo("epoch 1: stopped after 1 s (timeout.trial)");
      assertThat(outcome.timing().tokensPerSecond()).as("no minibatch is complete").isZero();
    }
  }

  @Test
  void theDetailOfADivergenceNamesTheNumberThatIsNotFinite() {
    assertThat(Divergence.ofStep(Task.LANGUAGE_MODEL, 3, Math.exp(3), 2)).isEmpty();
    assertThat(Divergence.ofStep(Task.LANGUAGE_MODEL, Double.NaN, Double.NaN, 2))
        .hasValue("training loss not a number");
    assertThat(Divergence.ofStep(Task.TIME_SERIES, Double.POSITIVE_INFINITY, 1, Double.NaN))
        .hasValue("training loss infinite");
    assertThat(Divergence.ofStep(Task.LANGUAGE_MODEL, 3.14159, 23, Double.POSITIVE_INFINITY))
        .hasValue("gradient norm infinite; training loss 3.142");
    assertThat(
            Divergence.ofStep(
                Task.LANGUAGE_MODEL, 205746.48430500657, Double.POSITIVE_INFINITY, 2.6703))
        .hasValue(
            "perplexity above 1.8e308, exp of training loss" + " 2.057e+05, gradient norm 2.670");
    assertThat(Divergence.ofValidation(Task.LANGUAGE_MODEL, 710, Double.POSITIVE_INFINITY))
        .hasValue("perplexity above 1.8e308, exp of validation loss 710.0");
  }

  @Test
  void anInterruptedTrialHasNoOutcome() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> train(trial(Map.of()), KERNELS))
          .isInstanceOf(CancellationException.class);
    } finally {
      Thread.interrupted();
    }
  }

  private static TrainingOutcome train(Trial trial, Kernels kernels) {
    return new TrainingRun(trial, CORPUS, kernels, NEVER, ShardRunner.SEQUENTIAL).run();
  }

  /**
   * Makes a trial of 300 + 100 windows of 6 tokens, batches of 128 (the last of 44) and 2 epochs.
   * The given values override these.
   */
  private static Trial trial(Map<Hyperparameter, ?> given) {
    Map<Hyperparameter, Object> values =
        new EnumMap<>(
            Map.of(
                Hyperparameter.NUM_STEPS, 6,
                Hyperparameter.NUM_HIDDENS, 16,
                Hyperparameter.BATCH_SIZE, 128,
                Hyperparameter.NUM_EPOCHS, 2));
    values.putAll(given);
    return Trial.of(
        Hyperparameters.of(values),
        new Dataset(CORPUS.name(), CORPUS.sha256(), "char", CORPUS.vocabulary().size(), 300, 100));
  }

  private static String hash(TrainingOutcome outcome) {
    return outcome.model().orElseThrow().parametersSha256();
  }

  private static List<Double> perplexities(TrainingOutcome outcome) {
    return outcome.curve().stream().map(EpochPoint::validationPerplexity).toList();
  }
}
