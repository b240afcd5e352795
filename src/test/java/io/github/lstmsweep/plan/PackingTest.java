package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final Dataset DATASET =
      new Dataset("quickstart", "ab".repeat(32), "char", 28, 10_000, 5_000);

  @Test
  void trialsThatDifferInNumbersOnlyGoTogether() {
    List<Trial> trials = new ArrayList<>();
    for (double lr : new double[] {0.1, 1}) {
      for (double clip : new double[] {1, 5}) {
        for (long seed = 0; seed < 3; seed++) {
          for (int numHiddens : new int[] {8, 16}) {
            trials.add(
                Trial.of(
                    Hyperparameters.of(
                        Map.of(
                            Hyperparameter.LR,
                            lr,
                            Hyperparameter.GRADIENT_CLIP,
                            clip,
                            Hyperparameter.SEED,
                            seed,
                            Hyperparameter.NUM_HIDDENS,
                            numHiddens)),
                    DATASET));
          }
        }
      }
    }
    List<List<Trial>> packs =
        Packing.of(
            Schedule.of(trials, CostModel.DEFAULT),
            5,
            EnumSet.of(Hyperparameter.LR, Hyperparameter.GRADIENT_CLIP, Hyperparameter.SEED));

    assertThat(packs).extracting(List::size).containsExactly(4, 4, 4, 4, 4, 4);
    for (List<Trial> pack : packs) {
      assertThat(pack)
          .extracting(t -> t.hyperparameters().numHiddens())
          .containsOnly(pack.get(0).hyperparameters().numHiddens());
    }
    assertThat(packs.stream().flatMap(List::stream).toList())
        .hasSize(24)
        .isEqualTo(new ArrayList<>(packs.stream().flatMap(List::stream).distinct().toList()));
    assertThat(new HashSet<>(packs.stream().flatMap(List::stream).toList()))
        .isEqualTo(new HashSet<>(trials));
    assertThat(packs.get(0).get(0).hyperparameters().numHiddens())
        .as("longest first")
        .isEqualTo(16);
  }
}
