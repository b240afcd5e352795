package io.github.lstmsweep.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextTokenTest {
  private static final float[] LOGITS = {1f, -2f, 3f, 2.5f, 3f, -90f};

  @Test
  void theLikeliestIsTheSmallerIdOfTwo() {
    assertThat(NextToken.likeliest().of(LOGITS)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3})
  void tokensAreDrawnAsOftenAsTheSoftmaxSays(double temperature) {
    double[] shares = shares(NextToken.drawn(temperature, LOGITS.length, random(0)), 200_000);
    double sum = 0;
    for (float logit : LOGITS) {
      sum += Math.exp(logit / temperature);
    }
    for (int v = 0; v < LOGITS.length; v++) {
      double p = Math.exp(LOGITS[v] / temperature) / sum;
      // The bound is five standard deviations of so many draws.
      assertThat(shares[v]).as("token %d", v).isCloseTo(p, within(5 * Math.sqrt(p / 200_000)));
    }
  }

  @Test
  void onlyTheLikeliestFewAreDrawn() {
    double[] shares = shares(NextToken.drawn(1, 3, random(0)), 100_000);
    double sum = 2 * Math.exp(3) + Math.exp(2.5);
    assertThat(shares)
        .containsExactly(
            new double[] {0, 0, Math.exp(3) / sum, Math.exp(2.5) / sum, Math.exp(3) / sum, 0},
            within(0.01));
    assertThat(shares[0] + shares[1] + shares[5]).isZero();
  }

  @Test
  void ofTwoThatAreEqualAtTheBorderTheSmallerIdIsIn() {
    assertThat(draws(NextToken.drawn(1, 1, random(0)), LOGITS, 100)).containsOnly(2);
    float[] equal = new float[7];
    NextToken two = NextToken.drawn(1, 2, random(0));
    assertThat(IntStream.range(0, 100).map(i -> two.of(equal)).distinct().sorted())
        .containsExactly(0, 1);
  }

  @Test
  void theSmallestTemperatureIsGreedyAndTheLargestEven() {
    float[] apart = {1f, 1.0001f, -3f};
    assertThat(draws(NextToken.drawn(Double.MIN_VALUE, 3, random(0)), apart, 50)).containsOnly(1);
    float[] widest = {Float.MAX_VALUE, -Float.MAX_VALUE};
    assertThat(draws(NextToken.drawn(1e-300, 2, random(0)), widest, 50)).containsOnly(0);
    assertThat(draws(NextToken.drawn(Double.MAX_VALUE, 2, random(0)), widest, 50)).contains(0, 1);
  }

  @Test
  void aSeedAlwaysDrawsTheSame() {
    float[] even = new float[100];
    List<Integer> first = draws(NextToken.drawn(1, 100, random(5)), even, 40);
    assertThat(draws(NextToken.drawn(1, 100, random(5)), even, 40)).isEqualTo(first);
    assertThat(draws(NextToken.drawn(1, 100, random(6)), even, 40)).isNotEqualTo(first);
  }

  private static RandomStream random(long seed) {
    return RandomStream.of(new TrialId("d".repeat(32)), RandomStream.Purpose.TEXT, seed);
  }

  private static List<Integer> draws(NextToken next, float[] logits, int count) {
    return IntStream.range(0, count).mapToObj(i -> next.of(logits)).toList();
  }

  private static double[] shares(NextToken next, int count) {
    double[] shares = new double[LOGITS.length];
    draws(next, LOGITS, count).forEach(v -> shares[v] += 1.0 / count);
    return shares;
  }
}
