package io.github.lstmsweep.trial.canonical;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Finds the decimal with the fewest digits that reads back as the same double. {@link
 * Double#toString} changed its digits in JDK 19; these never change.
 */
public final class ShortestDecimal {
  private ShortestDecimal() {}

  /** The number of digits before the point, or of zeros after it, that a person writes out. */
  private static final int WRITTEN_OUT = 5;

  /**
   * Returns the number as a person writes it, such as {@code 0.01}, {@code 10}, {@code 1e6} and
   * {@code 1e-30}. Other values are {@code inf}, {@code -inf} and {@code nan}.
   */
  public static String shown(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    BigDecimal shortest = of(value);
    String plain = shortest.toPlainString();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (value == 0 || (exponent < WRITTEN_OUT && exponent > -WRITTEN_OUT)) {
      return plain;
    }
    String power = shortest.movePointLeft(exponent).toPlainString() + "e" + exponent;
    return power.length() < plain.length() ? power : plain;
  }

  /** Returns the decimal without trailing zeros; {@code value} must be finite. */
  public static BigDecimal of(double value) {
    BigDecimal exact = new BigDecimal(value);
    // Reading back is slow, so candidates that are a whole ulp away are skipped: they cannot match.
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
