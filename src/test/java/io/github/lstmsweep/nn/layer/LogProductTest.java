package io.github.lstmsweep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogProductTest {
  private final LogProduct product = new LogProduct();

  @Test
  void theLogarithmIsTheSumOfThoseOfTheFactorsOfAnySize() {
    for (float size :
        new float[] {Float.MIN_VALUE, Float.MIN_NORMAL, 1e-20f, 1, 28, 1e30f, 3e38f}) {
      Random random = new Random(7);
      double sum = 0;
      product.begin();
      for (int n = 1; n <= 100; n++) {
        float factor = Math.max(Float.MIN_VALUE, size * random.nextFloat());
        product.multiply(factor);
        sum += Math.log(factor);
        assertThat(product.log()).isCloseTo(sum, within(1e-10));
      }
    }
  }

  @Test
  void whatIsNotFiniteStaysSo() {
    for (float factor : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 0}) {
      for (int n = 0; n < 20; n++) {
        product.begin();
        for (int i = 0; i < 20; i++) {
          product.multiply(i == n ? factor : 3f);
        }
        assertThat(product.log()).isNotFinite();
      }
    }
  }

  @Test
  void theProductOfNothingIsOne() {
    product.begin();
    assertThat(product.log()).isZero();
  }
}
