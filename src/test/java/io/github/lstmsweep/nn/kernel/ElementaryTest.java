package io.github.lstmsweep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Measures the accuracy of the elementary functions, in units in the last place of the true value.
 */
class ElementaryTest {
  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void expIsWithinTwoUlpUpToTwentyAndWithinFiveWhereItsResultIsANormalFloat() {
    assertThat(worstUlp(Elementary::exp, StrictMath::exp, -20f, 20f)).isLessThan(2);
    assertThat(worstUlp(Elementary::exp, StrictMath::exp, -87f, 87f)).isLessThan(5);
  }

  @Test
  void sigmoidIsWithinFourUlpUpToTwentyAndWithinSixBeyond() {
    assertThat(worstUlp(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -20f, 20f))
        .isLessThan(4);
    assertThat(worstUlp(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -87f, 87f))
        .isLessThan(6);
  }

  @Test
  void tanhIsWithinSixUlpDownToTheSmallestNumbersAndNeverBeyondOne() {
    assertThat(worstUlp(Elementary::tanh, StrictMath::tanh, -20f, 20f)).isLessThan(6);
    for (float x = 1e-30f; x < 1; x *= 1.7f) {
      assertThat(ulps(Elementary.tanh(x), StrictMath.tanh(x))).as("tanh(%s)", x).isLessThan(4);
    }
    for (float x = 7; x < 10; x = Math.nextUp(x)) {
      assertThat(Elementary.tanh(x)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void everyFiniteArgumentHasAFiniteResult() {
    for (float x : new float[] {88f, 1e3f, 1e10f, Float.MAX_VALUE}) {
      assertThat(Elementary.sigmoid(x)).isEqualTo(1f);
      assertThat(Elementary.sigmoid(-x)).isBetween(0f, 2e-38f);
      assertThat(Elementary.tanh(x)).isEqualTo(1f);
      assertThat(Elementary.tanh(-x)).isEqualTo(-1f);
      assertThat(Elementary.exp(x)).isBetween(6e37f, Float.MAX_VALUE);
      assertThat(Elementary.exp(-x)).isBetween(0f, 2e-38f);
    }
  }

  @Test
  void whatIsNotFiniteGivesNaN() {
    for (float x : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(Elementary.sigmoid(x)).isNaN();
      assertThat(Elementary.tanh(x)).isNaN();
      assertThat(Elementary.exp(x)).isNaN();
    }
  }

  @Test
  void zeroIsExact() {
    assertThat(Elementary.exp(0f)).isEqualTo(1f);
    assertThat(Elementary.exp(-0f)).isEqualTo(1f);
    assertThat(Elementary.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(Elementary.sigmoid(-0f)).isEqualTo(0.5f);
    assertThat(Float.floatToRawIntBits(Elementary.tanh(0f))).isZero();
    assertThat(Float.floatToRawIntBits(Elementary.tanh(-0f))).isEqualTo(0x80000000);
  }

  private static double worstUlp(FloatFunction f, DoubleUnaryOperator exact, float from, float to) {
    double worst = 0;
    int points = 400_000;
    for (int i = 0; i <= points; i++) {
      float x = from + (to - from) * i / points;
      worst = Math.max(worst, ulps(f.of(x), exact.applyAsDouble(x)));
    }
    return worst;
  }

  private static double ulps(float actual, double exact) {
    return Math.abs(actual - exact) / Math.ulp((float) exact);
  }
}
