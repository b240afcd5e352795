package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.train.speed.Quartiles;
import io.github.lstmsweep.train.speed.Speed;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellRatiosTest {
  @Test
  void cellsAreComparedWithTheCheapestWhereNothingElseDiffers() {
    List<CellRatios> ratios =
        CellRatios.of(
            List.of(
                cost("lstm", 8, 100, 500, 0.4),
                cost("rnn", 8, 400, 1000, 0.1),
                cost("gru", 8, 200, 800, 0.25),
                cost("mgu", 8, 250, 900, 0.2),
                cost("lstm", 16, 50, 100, 1),
                cost("gru", 16, 100, 150, 0.5),
                cost("rnn", 32, 1, 1, 1)));

    assertThat(ratios).hasSize(2);
    CellRatios eight = ratios.get(0);
    assertThat(eight.kinds()).containsExactly(Cell.RNN, Cell.MGU, Cell.GRU, Cell.LSTM);
    assertThat(eight.training()).containsExactly(1.0, 1.6, 2.0, 4.0);
    assertThat(eight.inference()).containsExactly(1.0, 1000 / 900.0, 1.25, 2.0);
    assertThat(eight.generation()).containsExactly(1.0, 2.0, 2.5, 4.0);
    // 2GH² + 2HV with H = 8, V = 28.
    assertThat(eight.flops())
        .containsExactly(
            1.0,
            (2 * 128 + 448) / (128.0 + 448),
            (3 * 128 + 448) / (128.0 + 448),
            (4 * 128 + 448) / (128.0 + 448));
    assertThat(eight.network()).containsEntry(Hyperparameter.NUM_HIDDENS, 8L);
    assertThat(ratios.get(1).kinds()).containsExactly(Cell.GRU, Cell.LSTM);
    assertThat(ratios.get(1).training()).containsExactly(1.0, 2.0);
  }

  @Test
  void networksThatDifferInMoreThanTheCellAreNotCompared() {
    assertThat(CellRatios.of(List.of(cost("lstm", 8, 1, 1, 1), cost("rnn", 16, 1, 1, 1))))
        .isEmpty();
  }

  private static NetworkCost cost(
      String cell, int numHiddens, double training, double inference, double generation) {
    Trial trial =
        Trial.of(
            Hyperparameters.of(
                Map.of(Hyperparameter.CELL, cell, Hyperparameter.NUM_HIDDENS, numHiddens)),
            new Dataset("text", "ab".repeat(32), "char", 28, 100, 50));
    return new NetworkCost(
        trial,
        new Speed(
            Quartiles.of(training / 9, training, training * 9),
            Quartiles.of(inference),
            Quartiles.of(generation)));
  }
}
