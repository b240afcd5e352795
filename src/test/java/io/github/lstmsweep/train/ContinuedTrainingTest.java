package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.trial.TrialStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks that trials of all cells and optimizers, with and without dropout, have equal parameters
 * and curves whether they are paused or not.
 */
class ContinuedTrainingTest {
  private static final int TRIALS = MixedTrials.LANGUAGE_MODELS + 10;
  private static final int EPOCHS = 4;
  private static final Kernels HERE = KernelChoice.get().kernels();
  private static List<List<Double>> curves;
  private static List<String> expected;

  @BeforeAll
  static void trainStraightThrough() {
    curves = new ArrayList<>();
    expected =
        MixedTrials.hashes(
            TRIALS, EPOCHS, data -> noted(MixedTrials.run(data, HERE, 1).run(), curves));
    assertThat(expected).doesNotHaveDuplicates();
  }

  @Test
  void pausedAfterEachOfThreeEpochs() {
    List<List<Double>> paused = new ArrayList<>();
    assertThat(
            MixedTrials.hashes(
                TRIALS,
                EPOCHS,
                data -> noted(inLegs(data, List.of(HERE, HERE, HERE, HERE)), paused)))
        .isEqualTo(expected);
    assertThat(paused).isEqualTo(curves);
  }

  @Test
  void pausedOnOneKindOfKernelsAndContinuedOnTheOther() {
    Kernels scalar = new ScalarKernels();
    assertThat(
            MixedTrials.hashes(
                TRIALS, EPOCHS, data -> inLegs(data, List.of(HERE, scalar, HERE, scalar))))
        .isEqualTo(expected);
  }

  @Test
  void aPausedTrialHasAStateAndNoModel() {
    List<TrainingOutcome> seen = new ArrayList<>();
    List<String> unused =
        MixedTrials.hashes(
            1,
            EPOCHS,
            data -> {
              seen.add(
                  MixedTrials.run(data, HERE, 1)
                      .run(new Leg(Optional.empty(), 3), TrainingListener.NONE));
              return MixedTrials.run(data, HERE, 1).run();
            });
    TrainingOutcome paused = seen.get(0);
    assertThat(paused.status()).isEqualTo(TrialStatus.PAUSED);
    assertThat(paused.detail()).isEqualTo("after epoch 3 of 4");
    assertThat(paused.model()).isEmpty();
    assertThat(paused.curve()).hasSize(3);
    assertThat(paused.state().orElseThrow().epochs()).isEqualTo(3);
  }

  @Test
  void aTrainingContinuesFromEveryStateThatWasStoredMeanwhile() {
    int stored = 2;
    assertThat(
            MixedTrials.hashes(
                TRIALS,
                EPOCHS,
                data -> {
                  List<TrainingState> states = new ArrayList<>();
                  Leg.Checkpoints all = new Leg.Checkpoints(Duration.ZERO, states::add);
                  TrainingOutcome unused =
                      MixedTrials.run(data, HERE, 1)
                          .run(
                              new Leg(Optional.empty(), EPOCHS, Optional.empty(), Optional.of(all)),
                              TrainingListener.NONE);
                  assertThat(states).extracting(TrainingState::epochs).containsExactly(1, 2, 3);
                  return MixedTrials.run(data, HERE, 1)
                      .run(new Leg(Optional.of(states.get(stored)), EPOCHS), TrainingListener.NONE);
                }))
        .isEqualTo(expected);
  }

  @Test
  void statesAreStoredNoMoreOftenThanAsked() {
    List<TrainingState> states = new ArrayList<>();
    Leg.Checkpoints seldom = new Leg.Checkpoints(Duration.ofHours(1), states::add);
    List<String> unused =
        MixedTrials.hashes(
            3,
            EPOCHS,
            data ->
                MixedTrials.run(data, HERE, 1)
                    .run(
                        new Leg(Optional.empty(), EPOCHS, Optional.empty(), Optional.of(seldom)),
                        TrainingListener.NONE));
    assertThat(states).isEmpty();
  }

  /** A score must fall by 99% in each epoch, which none does. */
  @Test
  void aTrialThatStoppedEarlyGoesOnWithItsBits() {
    EarlyStop strict = new EarlyStop(2, 0.99);
    assertThat(
            MixedTrials.hashes(
                TRIALS,
                EPOCHS,
                data -> {
                  TrainingOutcome stopped =
                      MixedTrials.run(data, HERE, 1)
                          .run(stoppable(Optional.empty(), strict), TrainingListener.NONE);
                  assertThat(stopped.status()).isEqualTo(TrialStatus.PAUSED);
                  assertThat(stopped.curve()).hasSize(3);
                  TrainingState state = stopped.state().orElseThrow();
                  assertThat(stopped.model().orElseThrow().parameters())
                      .isEqualTo(state.best().orElse(state.network().parameters()));
                  // A process that knows only older rows trains no further epoch.
                  TrainingOutcome again =
                      MixedTrials.run(data, HERE, 1)
                          .run(stoppable(stopped.state(), strict), TrainingListener.NONE);
                  assertThat(again.curve()).isEqualTo(stopped.curve());
                  assertThat(again.model().orElseThrow().parametersSha256())
                      .isEqualTo(stopped.model().orElseThrow().parametersSha256());
                  return MixedTrials.run(data, HERE, 1)
                      .run(new Leg(again.state(), EPOCHS), TrainingListener.NONE);
                }))
        .isEqualTo(expected);
  }

  private static Leg stoppable(Optional<TrainingState> from, EarlyStop stop) {
    return new Leg(from, EPOCHS, Optional.of(stop), Optional.empty());
  }

  @Test
  void aLegHasAnEpoch() {
    assertThatThrownBy(() -> new Leg(Optional.empty(), 0))
        .hasMessage("Cannot train until epoch 0: must be later than epoch 0");
  }

  private static TrainingOutcome noted(TrainingOutcome outcome, List<List<Double>> to) {
    List<Double> numbers = new ArrayList<>();
    for (EpochPoint point : outcome.curve()) {
      numbers.add((double) point.epoch());
      numbers.add(point.trainScore());
      numbers.add(point.validationScore());
      numbers.add(point.dynamics().meanGradientNorm());
      numbers.add(point.dynamics().maxGradientNorm());
      numbers.add(point.dynamics().largestH());
    }
    to.add(numbers);
    return outcome;
  }

  /** Trains one epoch with each of the kernels, each time from the state before. */
  private static TrainingOutcome inLegs(MixedTrials.Case data, List<Kernels> kernels) {
    Optional<TrainingState> state = Optional.empty();
    TrainingOutcome outcome = null;
    for (int epoch = 1; epoch <= kernels.size(); epoch++) {
      outcome =
          MixedTrials.run(data, kernels.get(epoch - 1), 1)
              .run(new Leg(state, epoch), TrainingListener.NONE);
      state = outcome.state();
    }
    return outcome;
  }
}
