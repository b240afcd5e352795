package io.github.lstmsweep.nn.layer;

/**
 * The logarithm of a product of many positive floats, one logarithm for all: the product's exponent
 * is taken out before it can leave the range of a double.
 */
final class LogProduct {
  /** Factors after which the exponent is taken out: a float's is between -149 and 127. */
  private static final int FACTORS = 6;

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

  /** The natural logarithm of the product, not finite where a factor was not. */
  double log() {
    return StrictMath.log(product) + exponent * LN_2;
  }
}
