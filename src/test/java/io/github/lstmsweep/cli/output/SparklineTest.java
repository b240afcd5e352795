package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  private static String blocks(int most, double... values) {
    return Sparkline.of(values, most, Sparkline.BLOCKS);
  }

  @Test
  void theLargestValueIsAFullBlockAndTheSmallestALine() {
    assertThat(blocks(80, 8, 4, 1)).isEqualTo("█▄▁");
    assertThat(blocks(80, 3, 3)).isEqualTo("▁▁");
    assertThat(blocks(80)).isEmpty();
  }

  @Test
  void aValueThatIsNotFiniteIsSeen() {
    assertThat(blocks(80, Double.NaN, 1, 2, Double.POSITIVE_INFINITY)).isEqualTo("!▁█!");
    assertThat(blocks(80, Double.NaN)).isEqualTo("!");
  }

  @Test
  void manyValuesShareACharacterAndTheLastOneIsShown() {
    double[] values = IntStream.range(0, 1000).asDoubleStream().toArray();
    assertThat(blocks(8, values)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 4, Sparkline.ASCII))
        .isEqualTo("_:+#");
  }
}
