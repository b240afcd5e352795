package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static final Dataset DATASET =
      new Dataset("test", "0".repeat(64), "char", 28, 10_000, 5_000);

  @Test
  void trialsOfASecondAndMoreGoAlone() {
    assertThat(sizes(Collections.nCopies(50, 1.5), 2)).containsOnly(1);
  }

  @Test
  void shortOnesShareATaskOfEightSecondsAndTheLastOnesGoAlone() {
    List<Integer> sizes = sizes(Collections.nCopies(2_000, 0.25), 2);
    assertThat(sizes.subList(0, 54)).containsOnly(32);
    assertThat(sizes.subList(sizes.size() - 6, sizes.size())).containsOnly(1);
    assertThat(sizes.stream().mapToInt(n -> n).sum()).isEqualTo(2_000);
  }

  @Test
  void aLongOneBehindAShortOneGoesAlone() {
    List<Double> seconds = new ArrayList<>(List.of(0.1, 0.1, 3.0));
    seconds.addAll(Collections.nCopies(60, 2.0));
    assertThat(sizes(seconds, 1).subList(0, 2)).containsExactly(2, 1);
  }

  @Test
  void fewShortOnesStillGoToAllCores() {
    assertThat(sizes(Collections.nCopies(8, 0.1), 4)).containsOnly(1);
  }

  @Test
  void theOrderStays() {
    Schedule schedule = schedule(Collections.nCopies(100, 0.01));
    assertThat(Grouping.of(schedule, 2).stream().flatMap(List::stream).toList())
        .isEqualTo(schedule.trials());
  }

  private static List<Integer> sizes(List<Double> seconds, int cores) {
    return Grouping.of(schedule(seconds), cores).stream().map(List::size).toList();
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
