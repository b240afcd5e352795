package io.github.lstmsweep.compare.importance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.RowMaker;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompleteGridTest {
  private static final List<Hyperparameter> VARYING =
      List.of(Hyperparameter.LR, Hyperparameter.NUM_LAYERS, Hyperparameter.SEED);

  private final RowMaker maker = new RowMaker();

  /** Makes a grid of 3 learning rates, 2 numbers of layers and 2 seeds. */
  private List<TrialRow> rows(double divergedLr) {
    List<TrialRow> rows = new ArrayList<>();
    for (long seed = 0; seed < 2; seed++) {
      for (double lr : new double[] {0.1, 1, 10}) {
        for (long layers = 1; layers <= 2; layers++) {
          Object[] values = {"lr", lr, "num_layers", layers, "seed", seed};
          rows.add(
              lr == divergedLr ? maker.failed("DIVERGED", values) : maker.ok(lr + layers, values));
        }
      }
    }
    return rows;
  }

  @Test
  void everyCombinationOfACompleteGridIsThereInOrder() {
    List<TrialRow> rows = rows(-1);
    CompleteGrid grid = of(rows).orElseThrow();
    assertThat(grid.configurations()).hasSize(6);
    assertThat(grid.trials()).isEqualTo(12);
    assertThat(grid.configurations().get(0)).containsExactly(rows.get(0), rows.get(6));
    assertThat(grid.configurations().get(1))
        .as("the last factor varies fastest")
        .containsExactly(rows.get(1), rows.get(7));
    assertThat(grid.factors()).extracting(Factor::name).containsExactly("lr", "num_layers");
    assertThat(grid.shown()).isEmpty();
    assertThat(grid.isLargest()).isTrue();
  }

  @Test
  void aLearningRateThatDivergesIsDropped() {
    CompleteGrid grid = of(rows(10)).orElseThrow();
    assertThat(grid.shown()).hasValue("without lr 10");
    assertThat(grid.trials()).isEqualTo(8);
    assertThat(grid.factors().get(0).levels()).containsExactly(List.of(0.1), List.of(1.0));
  }

  @Test
  void aConfigurationStaysWithSomeOfItsSeeds() {
    List<TrialRow> rows = rows(-1).subList(0, 8);
    CompleteGrid grid = of(rows).orElseThrow();
    assertThat(grid.shown()).isEmpty();
    assertThat(grid.trials()).isEqualTo(8);
    assertThat(grid.fewestSeeds()).isEqualTo(1);
    assertThat(grid.mostSeeds()).isEqualTo(2);
  }

  @Test
  void aMissingCombinationCostsTheFactorWithMoreValuesOne() {
    List<TrialRow> rows = new ArrayList<>(rows(-1));
    rows.removeIf(
        row -> row.values().get("lr").equals(1.0) && row.values().get("num_layers").equals(2L));
    assertThat(of(rows).orElseThrow().shown()).hasValue("without lr 1");
  }

  @Test
  void whatIsKeptIsNamedIfMoreIsDropped() {
    List<TrialRow> rows =
        List.of(
            maker.ok(1, "lr", 0.1, "num_layers", 1L),
            maker.ok(1, "lr", 0.1, "num_layers", 2L),
            maker.failed("DIVERGED", "lr", 1.0, "num_layers", 1L),
            maker.failed("DIVERGED", "lr", 10.0, "num_layers", 2L));
    assertThat(of(rows).orElseThrow().shown()).hasValue("with only lr 0.1");
  }

  @Test
  void scoresWithoutALogarithmAreHoles() {
    List<TrialRow> rows =
        List.of(maker.ok(0, "lr", 0.1), maker.ok(2, "lr", 1.0), maker.ok(3, "lr", 10.0));
    CompleteGrid grid = of(rows).orElseThrow();
    assertThat(grid.configurations()).containsExactly(List.of(rows.get(1)), List.of(rows.get(2)));
    assertThat(grid.shown()).hasValue("without lr 0.1");
  }

  @Test
  void withoutANumberThereIsNoGrid() {
    assertThat(of(rows(10).stream().filter(row -> !row.status().name().equals("OK")).toList()))
        .isEmpty();
    assertThat(CompleteGrid.of(rows(-1), Factors.of(rows(-1), VARYING), Measure.SECONDS))
        .as("no row has seconds")
        .isEmpty();
    assertThat(of(List.of())).isEmpty();
  }

  @Test
  void aSingleTrialIsAGridOfNoFactors() {
    assertThat(of(List.of(maker.ok(8))).orElseThrow().trials()).isEqualTo(1);
  }

  private static Optional<CompleteGrid> of(List<TrialRow> rows) {
    return CompleteGrid.of(rows, Factors.of(rows, VARYING), Measure.SCORE);
  }
}
