package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Dataset DATASET =
      new Dataset("test", "0".repeat(64), "char", 28, 10_000, 5_000);

  @Test
  void longestPredictedTrialStartsFirst() {
    Schedule schedule =
        Schedule.of(List.of(trial(8, 0), trial(128, 0), trial(32, 0)), CostModel.DEFAULT);

    assertThat(schedule.trials().stream().map(t -> t.hyperparameters().numHiddens()))
        .containsExactly(128, 32, 8);
  }

  @Test
  void equalTrialsKeepOneOrderWhateverTheInputs() {
    List<Trial> trials = List.of(trial(8, 0), trial(8, 1), trial(8, 2));
    List<Trial> turned = List.of(trials.get(2), trials.get(0), trials.get(1));

    assertThat(Schedule.of(turned, CostModel.DEFAULT).trials())
        .isEqualTo(Schedule.of(trials, CostModel.DEFAULT).trials());
  }

  @Test
  void trialsThatAPersonWantsFirstStartFirst() {
    List<Trial> trials = List.of(trial(8, 0), trial(128, 0), trial(32, 0), trial(64, 0));
    Schedule schedule =
        Schedule.of(trials, CostModel.DEFAULT)
            .startingWith(List.of(trials.get(2).id(), trial(99, 0).id(), trials.get(0).id()));
    assertThat(schedule.trials().stream().map(t -> t.hyperparameters().numHiddens()))
        .containsExactly(32, 8, 128, 64);
    assertThat(schedule.seconds())
        .isEqualTo(schedule.trials().stream().map(CostModel.DEFAULT::seconds).toList());
  }

  @Test
  void coresTakeTheNextTrialWhenTheyAreFree() {
    // Core 1: 5. Core 2: 4, then 3.
    assertThat(Schedule.elapsedSeconds(List.of(5.0, 4.0, 3.0), 2)).isEqualTo(7);
    assertThat(Schedule.elapsedSeconds(List.of(5.0, 4.0, 3.0), 1)).isEqualTo(12);
    assertThat(Schedule.elapsedSeconds(List.of(5.0, 4.0, 3.0), 9)).isEqualTo(5);
    assertThat(Schedule.elapsedSeconds(List.of(), 4)).isEqualTo(0);
  }

  private static Trial trial(int numHiddens, int seed) {
    return Trial.of(
        Hyperparameters.of(
            Map.of(Hyperparameter.NUM_HIDDENS, numHiddens, Hyperparameter.SEED, seed)),
        DATASET);
  }
}
