package io.github.lstmsweep.nn.layer;

/**
 * Computes the logarithm of a product of many positive floats with a single logarithm. It takes the
 * product's exponent out before the product leaves the range of a double.
 */
public final class LogProduct {
  /**
   * The number of factors after which the exponent is taken out. A float's exponent is between -149
   * and 127.
   */
  public static final int FACTORS = 6;

  private static final double LN_2 = StrictMath.log(2);

  private double product;
  private long exponent;
  private int factors;

  /** Starts a product. */
  void begin() {
    product = 1;
    exponent = 0;
    factors = 0;
  }

  void multiply(float factor) {
    product *= factor;
    if (++factors % FACTORS == 0) {
      int e = Math.getExponent(product);
      exponent += e;
      product *= Double.longBitsToDouble((long) (1023 - e) << 52); // 2 to the -e
    }
  }

  /** The natural logarithm of the product; not finite if a factor was not finite. */
  double log() {
    return log(product, exponent);
  }

  /** The natural logarithm of {@code product · 2^exponent}. */
  public static double log(double product, long exponent) {
    return StrictMath.log(product) + exponent * LN_2;
  }
}
