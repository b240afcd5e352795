package io.github.lstmsweep.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The accuracy of the elementary functions, in units in the last place of the true value. */
class ElementaryTest {
  private interface FloatFunction {
    float of(float x);
  }

  @Test
  void expIsWithinTwoUlpWhereItsResultIsANormalFloat() {
    assertThat(worstUlp(Elementary::exp, StrictMath::exp, -87f, 88f)).isLessThan(2);
  }

  @Test
  void sigmoidIsWithinFourUlp() {
    assertThat(worstUlp(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -87f, 87f))
        .isLessThan(4);
  }

  @Test
  void tanhIsWithinFourUlpDownToTheSmallestNumbers() {
    assertThat(worstUlp(Elementary::tanh, StrictMath::tanh, -20f, 20f)).isLessThan(4);
    for (float x = 1e-30f; x < 1; x *= 1.7f) {
      assertThat(ulps(Elementary.tanh(x), StrictMath.tanh(x))).as("tanh(%s)", x).isLessThan(4);
    }
  }

  @Test
  void infinitiesSaturate() {
    assertThat(Elementary.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Elementary.sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0f, 2e-38f);
    assertThat(Elementary.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Elementary.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Elementary.exp(Float.NEGATIVE_INFINITY)).isBetween(0f, 2e-38f);
    assertThat(Elementary.exp(Float.POSITIVE_INFINITY)).isFinite().isGreaterThan(1e38f);
  }

  @Test
  void notANumberStaysNotANumber() {
    assertThat(Elementary.sigmoid(Float.NaN)).isNaN();
    assertThat(Elementary.tanh(Float.NaN)).isNaN();
    assertThat(Elementary.exp(Float.NaN)).isNaN();
  }

  @Test
  void zeroIsExact() {
    assertThat(Elementary.exp(0f)).isEqualTo(1f);
    assertThat(Elementary.sigmoid(0f)).isEqualTo(0.5f);
    assertThat(Elementary.tanh(0f)).isZero();
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
