package io.github.lstmsweep.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void theLargestValueIsAFullBlockAndTheSmallestALine() {
    assertThat(Sparkline.of(List.of(8.0, 4.0, 1.0), 80)).isEqualTo("\u2588\u2584\u2581");
    assertThat(Sparkline.of(List.of(3.0, 3.0), 80)).isEqualTo("\u2581\u2581");
    assertThat(Sparkline.of(List.of(), 80)).isEmpty();
  }

  @Test
  void aValueThatIsNotFiniteIsSeen() {
    assertThat(Sparkline.of(List.of(Double.NaN, 1.0, 2.0, Double.POSITIVE_INFINITY), 80))
        .isEqualTo("!\u2581\u2588!");
  }

  @Test
  void manyValuesShareACharacterAndTheLastOneIsShown() {
    List<Double> values = IntStream.range(0, 1000).mapToObj(i -> (double) i).toList();
    assertThat(Sparkline.of(values, 8))
        .isEqualTo("\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588");
  }
}
