package io.github.lstmsweep.nn.kernel;

/**
 * Computes exp, sigmoid and tanh of a float. It uses only fused multiply-add, add, multiply, divide
 * and bit operations. So every processor and every vector width computes the same bits. The vector
 * kernels do the same operations on lanes.
 *
 * <p>exp: {@code x = n·ln 2 + r}, |r| ≤ ln 2 / 2, {@code e^r - 1 = r + r²·Q(r)} and {@code e^x =
 * 2^n + 2^n·(e^r - 1)}. Q has degree 4. It is fitted at Chebyshev nodes (relative error of e^r - 1
 * below 2^-25) and summed in Estrin's order. Adding 1.5·2^23 to {@code x / ln 2} leaves n in the
 * low bits of the sum. A shift then puts n into an exponent without a conversion. ln 2 is one
 * float, 2.7·10^-9 of it off: a relative error of a quarter of a millionth at x = 87. sigmoid is
 * {@code 1 / (1 + e^-x)}.
 *
 * <p>tanh: {@code x·P(x²) / Q(x²)}, both of degree 4, fitted to the smallest relative error,
 * 2^-25.5, up to 9.02. Beyond 9.02 the result is 1. Below it the result never exceeds 1: if
 * rounding makes P·x larger than Q, it is replaced by Q.
 *
 * <p>A finite argument of any size has a finite result. |x| is clamped to 87 for exp and sigmoid,
 * because beyond that the result would leave the normal floats. Among floats of one sign a larger
 * float has larger bits, so the clamp is a minimum of integers. That is one instruction. A
 * comparison and choice of floats takes two, and Java's own minimum several. Infinity and NaN
 * return NaN, so that a diverged network is visible.
 */
public final class Elementary {
  // Public for kernels that compute the same on lanes.
  public static final float LOG2_E = 0x1.715476p+0f;
  public static final float LN2 = 0x1.62e43p-1f;
  public static final float ROUND = 0x1.8p23f;
  public static final float Q0 = 0.5f;
  public static final float Q1 = 0x1.5554dcp-3f;
  public static final float Q2 = 0x1.5554eap-5f;
  public static final float Q3 = 0x1.120b74p-7f;
  public static final float Q4 = 0x1.6d4328p-10f;
  public static final float TANH_P1 = 0x1.12044p-3f;
  public static final float TANH_P2 = 0x1.c9f85p-9f;
  public static final float TANH_P3 = 0x1.59554ep-16f;
  public static final float TANH_P4 = 0x1.c9a398p-27f;
  public static final float TANH_Q1 = 0x1.de576ap-2f;
  public static final float TANH_Q2 = 0x1.a7df2p-6f;
  public static final float TANH_Q3 = 0x1.5841cep-12f;
  public static final float TANH_Q4 = 0x1.a0b84p-21f;
  public static final int ONE_BITS = 0x3f800000;
  public static final int SIGN = 0x80000000;
  public static final int MAGNITUDE = 0x7fffffff;
  public static final int EXP_LIMIT_BITS = Float.floatToRawIntBits(87f);
  public static final int TANH_LIMIT_BITS = Float.floatToRawIntBits(9.02f);

  private Elementary() {}

  /** e to the power of x, with x clamped to ±87. */
  public static float exp(float x) {
    int bits = Float.floatToRawIntBits(x);
    float y = Float.intBitsToFloat(Math.min(bits & MAGNITUDE, EXP_LIMIT_BITS) | (bits & SIGN));
    float n = Math.fma(y, LOG2_E, ROUND);
    float r = Math.fma(n - ROUND, -LN2, y);
    float r2 = r * r;
    float q = Math.fma(r2, Q4, Math.fma(r, Q3, Q2));
    q = Math.fma(r2, q, Math.fma(r, Q1, Q0));
    float scale = Float.intBitsToFloat((Float.floatToRawIntBits(n) << 23) + ONE_BITS);
    return Math.fma(scale, Math.fma(r2, q, r), Math.fma(x, 0f, scale));
  }

  /** 1 / (1 + e to the -x). */
  public static float sigmoid(float x) {
    return 1f / (exp(-x) + 1f);
  }

  /** Hyperbolic tangent. */
  public static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float a = Float.intBitsToFloat(Math.min(bits & MAGNITUDE, TANH_LIMIT_BITS));
    float z = a * a;
    float p = Math.fma(Math.fma(TANH_P4, z, TANH_P3), z, TANH_P2);
    p = Math.fma(Math.fma(p, z, TANH_P1), z, 1f) * a;
    float q = Math.fma(Math.fma(TANH_Q4, z, TANH_Q3), z, TANH_Q2);
    q = Math.fma(Math.fma(q, z, TANH_Q1), z, Math.fma(x, 0f, 1f));
    // A NaN in q stays NaN. Depending on its sign it is the largest of integers and divides, or the
    // least and is divided.
    float least =
        Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(p), Float.floatToRawIntBits(q)));
    return Float.intBitsToFloat(Float.floatToRawIntBits(least / q) | (bits & SIGN));
  }
}
