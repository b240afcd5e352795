package io.github.lstmsweep.compare.importance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.RowMaker;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorsTest {
  private static final List<Hyperparameter> VARYING =
      List.of(Hyperparameter.LR, Hyperparameter.NUM_STEPS, Hyperparameter.SEED);

  private final RowMaker maker = new RowMaker();

  @Test
  void aTieOfASpaceIsOneFactorAndAnAxisWithOneValueIsNone() {
    Map<Hyperparameter, List<Object>> values = new LinkedHashMap<>();
    Task.LANGUAGE_MODEL.hyperparameters().forEach(h -> values.put(h, List.of(h.defaultValue())));
    values.put(Hyperparameter.LR, List.of(10.0, 0.5));
    values.put(Hyperparameter.NUM_STEPS, List.of(32L, 8L));
    values.put(Hyperparameter.SEED, List.of(0L, 1L, 2L));
    Factors factors =
        Factors.of(
            new Space(
                values, List.of(List.of(Hyperparameter.LR, Hyperparameter.NUM_STEPS)), List.of()));
    assertThat(factors.withoutSeed()).hasSize(1);
    Factor tied = factors.withoutSeed().get(0);
    assertThat(tied.parameters())
        .containsExactlyInAnyOrder(Hyperparameter.LR, Hyperparameter.NUM_STEPS);
    assertThat(tied.size()).isEqualTo(2);
    assertThat(factors.seed().orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void rowsShowTheirFactorsWithValuesInOrder() {
    List<TrialRow> rows =
        List.of(row(10, 32, 0), row(10, 8, 0), row(0.5, 32, 0), row(0.5, 8, 0), row(2, 8, 0));
    Factors factors = Factors.of(rows, VARYING);
    assertThat(factors.all()).extracting(Factor::name).containsExactly("lr", "num_steps");
    assertThat(factors.all().get(0).levels())
        .containsExactly(List.of(0.5), List.of(2.0), List.of(10.0));
    assertThat(factors.seed()).as("one value").isEmpty();
  }

  @Test
  void hyperparametersThatDecideEachOtherAreOneFactor() {
    List<TrialRow> rows = List.of(row(10, 8, 0), row(0.5, 32, 0), row(10, 8, 1), row(0.5, 32, 1));
    Factors factors = Factors.of(rows, VARYING);
    assertThat(factors.all()).extracting(Factor::name).containsExactly("lr with num_steps", "seed");
    assertThat(factors.all().get(0).shown(0)).isEqualTo("lr 0.5 with num_steps 32");
    assertThat(factors.all().get(0).value(1)).isEqualTo("10 with 8");
  }

  @Test
  void aSeedThatMovesWithAHyperparameterRepeatsNothing() {
    Factors factors = Factors.of(List.of(row(10, 8, 1), row(0.5, 8, 0)), VARYING);
    assertThat(factors.seed()).isEmpty();
    assertThat(factors.withoutSeed()).extracting(Factor::name).containsExactly("lr with seed");
  }

  @Test
  void anOlderRowHasTheDefaultOfAHyperparameter() {
    List<TrialRow> rows = List.of(maker.ok(8, "lr", 1.0), maker.ok(8, "lr", 1.0, "dropout", 0.5));
    Factors factors = Factors.of(rows, List.of(Hyperparameter.LR, Hyperparameter.DROPOUT));
    assertThat(factors.all()).extracting(Factor::name).containsExactly("dropout");
    assertThat(factors.all().get(0).levels()).containsExactly(List.of(0.0), List.of(0.5));
    assertThat(Factors.positions(factors.all(), rows).get(1)).containsExactly(1);
    assertThat(Factors.positions(factors.all(), List.of(maker.ok(8, "dropout", 0.25))))
        .as("a value of a different grid")
        .containsExactly((int[]) null);
  }

  private TrialRow row(double lr, long numSteps, long seed) {
    return maker.ok(8, "lr", lr, "num_steps", numSteps, "seed", seed);
  }
}
