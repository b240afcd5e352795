package io.github.lstmsweep.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.spark.MiniSweep;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainmentTest {
  private static final Trial TRIAL = Results.trial(1, 100);
  private static final Containment.Part PART =
      new Containment.Part(TRIAL, MiniSweep.CORPUS, Leg.whole(TRIAL));

  /** Throws an {@link OutOfMemoryError} in its first {@code fills} trainings, then succeeds. */
  private static final class Hungry implements TrialTrainer {
    private static final long serialVersionUID = 1L;
    private final int fills;
    private int trainings;

    Hungry(int fills) {
      this.fills = fills;
    }

    @Override
    public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
      trainings++;
      if (trainings <= fills) {
        throw new OutOfMemoryError("Java heap space");
      }
      return Results.ok(1).ending().training().orElseThrow();
    }

    @Override
    public EngineVersion engine() {
      return new EngineVersion("hungry", "1", "none", "any-cpu");
    }
  }

  @Test
  void aTrialThatNeverFitsIsRefusedBeforeItStarts() throws Exception {
    Heap heap = new Heap(5 << 20);
    Hungry trainer = new Hungry(0);
    Ending ending = ending(trainer, heap, heap.take(0), 0);
    assertThat(trainer.trainings).isZero();
    assertThat(ending.status()).isEqualTo(TrialStatus.OUT_OF_MEMORY);
    assertThat(ending.detail())
        .isEqualTo(
            "not started: it needs about 9 MB of Java heap, and trials have at most 5 MB of this"
                + " process's; give it more (LSTM_SWEEP_MEMORY, or spark.executor.memory)");
  }

  @Test
  void whereAnotherMayHaveFilledTheHeapATrialIsTriedAgainAlone() throws Exception {
    Heap heap = new Heap(1 << 30);
    Heap.Share share = heap.take(10);
    heap.take(10).close();
    assertThat(ending(new Hungry(1), heap, share, 0).status()).isEqualTo(TrialStatus.OK);
    assertThat(heap.take(10).hadCompany()).as("all is given back").isFalse();
  }

  @Test
  void aTrialThatFillsTheHeapAloneHasThatForItsRow() throws Exception {
    Heap heap = new Heap(1 << 30);
    Hungry trainer = new Hungry(1);
    Ending ending = ending(trainer, heap, heap.take(10), 0);
    assertThat(trainer.trainings).isEqualTo(1);
    assertThat(ending.status()).isEqualTo(TrialStatus.OUT_OF_MEMORY);
    assertThat(ending.detail()).startsWith("java.lang.OutOfMemoryError: Java heap space\n  at ");
  }

  @Test
  void afterThreeDeathsATrialIsNotBegunAgain() throws Exception {
    Heap heap = new Heap(1 << 30);
    Hungry trainer = new Hungry(0);
    assertThat(ending(trainer, heap, heap.take(10), 2).status()).isEqualTo(TrialStatus.OK);
    Ending ending = ending(trainer, heap, heap.take(10), 3);
    assertThat(trainer.trainings).isEqualTo(1);
    assertThat(ending.status()).isEqualTo(TrialStatus.CRASHED);
    assertThat(ending.detail())
        .isEqualTo(
            "its process died 3 times while it was trained: process 7 on a-host, process 7 on"
                + " a-host, process 7 on a-host");
  }

  @Test
  void whereOthersDieOfNoTrialsMakingItTakesAsManyDeathsMore() {
    assertThat(List.of(2, 3, 4, 5))
        .filteredOn(n -> Containment.mustBeAlone(claim(n, 2)))
        .as("not crashed before the fifth")
        .containsExactly(2, 3, 4);
  }

  @Test
  void howeverManyDieFromOutsideATrialWhoseProcessAlwaysDiesComesToAnEnd() throws Exception {
    Heap heap = new Heap(1 << 30);
    assertThat(Containment.mustBeAlone(claim(8, 1_000))).isTrue();
    Ending ending =
        containment(new Hungry(0), heap).ending(PART, claim(9, 1_000), heap.take(10), () -> {});
    assertThat(ending.status()).isEqualTo(TrialStatus.CRASHED);
    assertThat(ending.detail())
        .startsWith("its process died 9 times while it was trained: ")
        .endsWith("; meanwhile 1000 other deaths were no trial's making");
  }

  @Test
  void aSecondDeathMakesItRunAlone() {
    assertThat(List.of(0, 1, 2, 3))
        .filteredOn(n -> Containment.mustBeAlone(claim(n, 0)))
        .containsExactly(2);
  }

  private static Ending ending(TrialTrainer trainer, Heap heap, Heap.Share share, int deaths)
      throws InterruptedException {
    return containment(trainer, heap).ending(PART, claim(deaths, 0), share, () -> {});
  }

  private static Containment containment(TrialTrainer trainer, Heap heap) {
    return new Containment(
        trainer,
        heap,
        new Cores(1),
        new Containment.Limits(Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(1)));
  }

  private static Claim claim(int deaths, int outside) {
    Claimant death = new Claimant("run", true, "a-host", "boot", "pid", 7, 8, 0);
    return new Claim(
        Claim.Verdict.OURS, Collections.nCopies(deaths, death), outside, Claim.Work.NONE);
  }
}
