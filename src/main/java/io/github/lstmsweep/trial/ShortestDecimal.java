package io.github.lstmsweep.trial;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The decimal of fewest digits that reads back as the same double. {@link Double#toString} changed
 * its digits in JDK 19; these never change.
 */
public final class ShortestDecimal {
  private ShortestDecimal() {}

  /** Without trailing zeros; {@code value} must be finite. */
  public static BigDecimal of(double value) {
    BigDecimal exact = new BigDecimal(value);
    // Reading back is slow, and what lies a whole ulp away cannot read back as the same.
    BigDecimal ulp = new BigDecimal(Math.ulp(value));
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.subtract(exact).abs().compareTo(ulp) < 0 && rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(17)).stripTrailingZeros();
  }
}
