package io.github.lstmsweep.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoarseCurveTest {
  @Test
  void aShortCurveIsWhole() {
    assertThat(Curves.of(3, 2, 1).scores()).containsExactly(3, 2, 1);
    assertThat(CoarseCurve.EMPTY.scores()).isEmpty();
  }

  @Test
  void aLongCurveKeepsEveryFewEpochs() {
    for (int epochs : new int[] {64, 65, 128, 129, 1000, 100_000}) {
      double[] scores = Curves.of(IntStream.range(0, epochs).asDoubleStream().toArray()).scores();
      int distance = scores.length == 1 ? 1 : (int) scores[1];
      assertThat(scores.length).as("of " + epochs).isBetween(32, CoarseCurve.MOST);
      for (int i = 0; i < scores.length; i++) {
        assertThat(scores[i]).isEqualTo((double) i * distance);
      }
      assertThat(scores[scores.length - 1]).isGreaterThanOrEqualTo(epochs - distance);
    }
  }
}
