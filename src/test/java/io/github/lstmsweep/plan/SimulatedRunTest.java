package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedRunTest {
  private static final Dataset DATASET =
      new Dataset("test", "0".repeat(64), "char", 28, 10_000, 5_000);

  @Test
  void coresTakeTheNextTrialWhenTheyAreFree() {
    // Core 1: 5, and then idle. Core 2: 4, then 3.
    SimulatedRun run = SimulatedRun.of(schedule(List.of(5.0, 4.0, 3.0)), 2);

    assertThat(run.makespanSeconds()).isEqualTo(7);
    assertThat(run.lowerBoundSeconds()).isEqualTo(6);
    assertThat(run.idleTailSeconds()).isEqualTo(2);
    assertThat(run.busyShare()).isCloseTo(12 / 14.0, within(1e-12));
    assertThat(run.tasks()).isEqualTo(3);
  }

  @Test
  void noOrderIsShorterThanTheLongestTrial() {
    SimulatedRun run = SimulatedRun.of(schedule(List.of(9.0, 1.0, 1.0)), 3);

    assertThat(run.lowerBoundSeconds()).isEqualTo(9);
    assertThat(run.makespanSeconds()).isEqualTo(9);
    assertThat(run.idleTailSeconds()).isEqualTo(8);
  }

  @Test
  void coresWithoutATrialAreIdleFromTheStart() {
    SimulatedRun run = SimulatedRun.of(schedule(List.of(2.0)), 4);

    assertThat(run.idleTailSeconds()).isEqualTo(2);
    assertThat(run.busyShare()).isEqualTo(0.25);
  }

  /** The first tasks have 32 trials, and the last trials run alone, so that cores hardly wait. */
  @Test
  void shortTrialsShareTheirTasks() {
    Schedule schedule = schedule(Collections.nCopies(2_000, 0.25));
    SimulatedRun run = SimulatedRun.of(schedule, 2);

    assertThat(run.tasks()).isEqualTo(Grouping.of(schedule, 2).size()).isLessThan(200);
    assertThat(run.makespanSeconds()).isBetween(250.0, 250.25);
    assertThat(run.idleTailSeconds()).isLessThanOrEqualTo(0.25);
  }

  @Test
  void nothingToDoTakesNoTime() {
    SimulatedRun run = SimulatedRun.of(schedule(List.of()), 2);

    assertThat(run.makespanSeconds()).isZero();
    assertThat(run.idleTailSeconds()).isZero();
    assertThat(run.busyShare()).isEqualTo(1);
  }

  private static Schedule schedule(List<Double> seconds) {
    return new Schedule(
        IntStream.range(0, seconds.size())
            .mapToObj(
                seed -> Trial.of(Hyperparameters.of(Map.of(Hyperparameter.SEED, seed)), DATASET))
            .toList(),
        seconds);
  }
}
