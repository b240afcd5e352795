package io.github.lstmsweep.trial.random;

/**
 * Philox4x32-10, a counter-based random generator. A block of four 32-bit words is a pure function
 * of a 128-bit counter and a 64-bit key. Source: Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3", SC 2011.
 */
public final class Philox {
  // Public for kernels that compute the same on a device.
  public static final int ROUNDS = 10;
  public static final int MULTIPLIER_0 = 0xD2511F53;
  public static final int MULTIPLIER_1 = 0xCD9E8D57;
  public static final int WEYL_0 = 0x9E3779B9;
  public static final int WEYL_1 = 0xBB67AE85;

  private Philox() {}

  /** Replaces the counter in {@code block}, 4 words, by its random words. */
  static void block(int[] block, int key0, int key1) {
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (block[0] & 0xFFFFFFFFL);
      long p1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (block[2] & 0xFFFFFFFFL);
      int b0 = (int) (p1 >>> 32) ^ block[1] ^ k0;
      int b2 = (int) (p0 >>> 32) ^ block[3] ^ k1;
      block[1] = (int) p1;
      block[3] = (int) p0;
      block[0] = b0;
      block[2] = b2;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
  }
}
