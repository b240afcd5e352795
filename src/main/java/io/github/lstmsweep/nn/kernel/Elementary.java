package io.github.lstmsweep.nn.kernel;

/**
 * exp, sigmoid and tanh of a float from fused multiply-add, add, multiply and divide alone, so that
 * every processor and every vector width computes the same bits. {@link VectorElementary} is the
 * same operations on lanes.
 *
 * <p>exp: {@code x = n·ln 2 + r}, |r| ≤ ln 2 / 2, {@code e^r - 1 = r + r²·Q(r)} with Q of degree 4
 * fitted at Chebyshev nodes (relative error of e^r - 1 below 2^-25), and {@code e^x = 2^n +
 * 2^n·(e^r - 1)}. Adding 1.5·2^23 to {@code x / ln 2} leaves n in the low bits of the sum, from
 * where a shift puts it into an exponent without a conversion. tanh is {@code E / (E + 2)} with
 * {@code E = e^2x - 1}, which keeps its relative accuracy near zero.
 *
 * <p>NaN gives NaN. Arguments are clamped where the result no longer changes or would leave the
 * normal floats: exp to [-87, 88], sigmoid to [-87, 87], tanh to [-9.1, 9.1].
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
  static final float EXP_LOW = -87f;
  static final float EXP_HIGH = 88f;
  static final float SIGMOID_LIMIT = 87f;
  static final float TANH_LIMIT = 18.2f; // of 2x

  private Elementary() {}

  /** e to the x. */
  public static float exp(float x) {
    float y = clamp(x, EXP_LOW, EXP_HIGH);
    float n = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(n);
    return Math.fma(scale, expMinus1(y, n), scale);
  }

  /** 1 / (1 + e to the -x). */
  public static float sigmoid(float x) {
    float y = clamp(-x, -SIGMOID_LIMIT, SIGMOID_LIMIT);
    float n = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(n);
    return 1f / (Math.fma(scale, expMinus1(y, n), scale) + 1f);
  }

  /** Hyperbolic tangent. */
  public static float tanh(float x) {
    float y = clamp(x + x, -TANH_LIMIT, TANH_LIMIT);
    float n = Math.fma(y, LOG2_E, ROUND);
    float scale = scale(n);
    float e = Math.fma(scale, expMinus1(y, n), scale - 1f);
    return e / (e + 2f);
  }

  /** Written so that NaN stays NaN. */
  private static float clamp(float x, float low, float high) {
    float y = x > high ? high : x;
    return y < low ? low : y;
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
