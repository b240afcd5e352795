package io.github.lstmsweep.nn.kernel;

/**
 * exp, sigmoid and tanh of a float from fused multiply-add, add, multiply, divide and operations on
 * bits alone, so that every processor and every vector width computes the same bits. {@link
 * VectorElementary} is the same operations on lanes.
 *
 * <p>exp: {@code x = n·ln 2 + r}, |r| ≤ ln 2 / 2, {@code e^r - 1 = r + r²·Q(r)} with Q of degree 4
 * fitted at Chebyshev nodes (relative error of e^r - 1 below 2^-25), and {@code e^x = 2^n +
 * 2^n·(e^r - 1)}. Adding 1.5·2^23 to {@code x / ln 2} leaves n in the low bits of the sum, from
 * where a shift puts it into an exponent without a conversion.
 *
 * <p>All three are computed from |x|, so that one clamp is enough; and of two floats of one sign
 * the larger has the larger bits, so that the clamp is a minimum of integers, an instruction where
 * a float's comparison and choice are two and Java's own minimum is several. sigmoid is {@code 1 /
 * (1 + e^-|x|)}, or that times {@code e^-|x|} for a negative x; tanh is {@code E / (E + 2)} with
 * {@code E = e^2|x| - 1}, which keeps its relative accuracy near zero, and the sign of x.
 *
 * <p>A finite argument of any size has a finite result: |x| is clamped to 87 for exp and sigmoid
 * and to 9.1 for tanh, beyond which the result would no longer change or leave the normal floats.
 * An infinite one and NaN give NaN, so that a network that has diverged says so.
 */
public final class Elementary {
  static final float LOG2_E = 0x1.715476p+0f;
  static final float LN2_HIGH = 0x1.62e4p-1f;
  static final float LN2_LOW = 0x1.7f7d1cp-20f;
  static final float ROUND = 0x1.8p23f;
  static final float Q0 = 0.5f;
  static final float Q1 = 0x1.5554dcp-3f;
  static final float Q2 = 0x1.5554eap-5f;
  static final float Q3 = 0x1.120b74p-7f;
  static final float Q4 = 0x1.6d4328p-10f;
  static final int ONE_BITS = 0x3f800000;
  static final int SIGN = 0x80000000;
  static final int MAGNITUDE = 0x7fffffff;
  static final float EXP_LIMIT = 87f;
  static final float TANH_LIMIT = 9.1f;
  static final int MINUS_EXP_LIMIT_BITS = Float.floatToRawIntBits(-EXP_LIMIT);
  static final int TANH_LIMIT_BITS = Float.floatToRawIntBits(TANH_LIMIT);

  private Elementary() {}

  /** e to the -|x|. */
  public static float expMinus(float x) {
    float y = minusMagnitude(x);
    float n = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(n);
    return finite(x, Math.fma(scale, expMinus1(y, n), scale));
  }

  /** 1 / (1 + e to the -x). */
  public static float sigmoid(float x) {
    float y = minusMagnitude(x);
    float n = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(n);
    float e = Math.fma(scale, expMinus1(y, n), scale);
    return finite(x, (x < 0f ? e : 1f) / (e + 1f));
  }

  /** Hyperbolic tangent. */
  public static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float a = Float.intBitsToFloat(Math.min(bits & MAGNITUDE, TANH_LIMIT_BITS));
    float y = a + a;
    float n = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(n);
    float e = Math.fma(scale, expMinus1(y, n), scale - 1f);
    int t = Float.floatToRawIntBits(e / (e + 2f));
    return finite(x, Float.intBitsToFloat(t | (bits & SIGN)));
  }

  /** -|x|, at least -87. */
  private static float minusMagnitude(float x) {
    // Of negative floats the smaller integer is the one nearer to zero.
    return Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(x) | SIGN, MINUS_EXP_LIMIT_BITS));
  }

  /** The result, or NaN where x is infinite or NaN. */
  private static float finite(float x, float result) {
    return Math.fma(x, 0f, result);
  }

  /** 2 to the n that lies in the low bits of {@code n}. */
  private static float scale(float n) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(n) << 23) + ONE_BITS);
  }

  private static float expMinus1(float y, float n) {
    float whole = n - ROUND;
    float r = Math.fma(whole, -LN2_LOW, Math.fma(whole, -LN2_HIGH, y));
    float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
    return Math.fma(r * r, q, r);
  }
}
