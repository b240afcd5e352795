package io.github.lstmsweep.compare.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.importance.Factor;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Factor LAYERS =
      new Factor(
          List.of(Hyperparameter.NUM_LAYERS),
          LongStream.rangeClosed(1, 8).mapToObj(n -> List.<Object>of(n)).toList());
  private static final Factor CELL =
      new Factor(
          List.of(Hyperparameter.CELL), List.of(List.of("rnn"), List.of("lstm"), List.of("gru")));

  @Test
  void numbersAreRangesIfTheyHaveNoGap() {
    assertThat(words(LAYERS, 3)).isEqualTo("num_layers 4");
    assertThat(words(LAYERS, 6, 7)).isEqualTo("num_layers ≥ 7");
    assertThat(words(LAYERS, 0, 1)).isEqualTo("num_layers ≤ 2");
    assertThat(words(LAYERS, 2, 3, 4)).isEqualTo("num_layers from 3 to 5");
    assertThat(words(LAYERS, 2, 3)).isEqualTo("num_layers 3 or 4");
  }

  @Test
  void numbersWithGapsAreListedOrTheRestIs() {
    assertThat(words(LAYERS, 0, 2, 4)).isEqualTo("num_layers 1, 3 or 5");
    assertThat(words(LAYERS, 0, 2, 3, 4, 5, 7)).isEqualTo("num_layers other than 2 and 7");
    assertThat(words(LAYERS, 0, 2, 4, 7)).isEqualTo("num_layers 1, 3, 5 or 8");
  }

  @Test
  void namesHaveNoOrder() {
    assertThat(words(CELL, 1, 2)).isEqualTo("cell lstm or rnn");
    assertThat(words(CELL, 0)).isEqualTo("cell gru");
  }

  private static String words(Factor factor, Integer... levels) {
    return new Condition(factor, List.of(levels)).words();
  }
}
