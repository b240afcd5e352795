package io.github.lstmsweep.train.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuartilesTest {
  @Test
  void aQuarterOfTheSampleIsBelowTheLowerAndAboveTheUpper() {
    assertThat(Quartiles.of(9, 1, 5, 7, 3)).isEqualTo(new Quartiles(3, 5, 7));
    assertThat(Quartiles.of(5)).isEqualTo(new Quartiles(5, 5, 5));
  }

  @Test
  void aRoundThatSomethingDisturbedMovesNone() {
    assertThat(Quartiles.of(1, 2, 3, 4, 5)).isEqualTo(Quartiles.of(1, 2, 3, 4, 5000));
  }
}
