package io.github.lstmsweep.trial.random;

import io.github.lstmsweep.trial.TrialId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The random numbers for one purpose of one trial. Philox is keyed by SHA-256 of (trial id,
 * stream), so the numbers depend only on the configuration.
 */
public final class RandomStream {
  /** The purposes of a stream. The name is part of the key. */
  public enum Purpose {
    /** Initial parameters. */
    INIT,
    /** The order of the training windows. */
    SHUFFLE,
    /** The hidden units that a training step leaves out. */
    DROPOUT,
    /** Text whose tokens are drawn and not chosen greedily. */
    TEXT
  }

  private final int key0;
  private final int key1;
  private final int[] block = new int[4];
  private long blocks;
  private int used = 4;

  private RandomStream(int key0, int key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** Returns the stream of {@code purpose} of the trial {@code id}, from its beginning. */
  public static RandomStream of(TrialId id, Purpose purpose) {
    return named(id.hex() + "/" + purpose.name());
  }

  /** Returns the stream of {@code purpose} of the trial {@code id} for one {@code seed}. */
  public static RandomStream of(TrialId id, Purpose purpose, long seed) {
    return named(id.hex() + "/" + purpose.name() + "/" + seed);
  }

  /** Returns the stream that makes the built-in corpus named {@code name}. */
  public static RandomStream ofCorpus(String name) {
    return named("corpus/" + name);
  }

  /** Returns the stream that shuffles the trials of a sweep, one for each {@code seed}. */
  public static RandomStream ofOrder(long seed) {
    return named("order/" + seed);
  }

  /** Returns the stream that draws the points of a space, one for each {@code seed}. */
  public static RandomStream ofPoints(long seed) {
    return named("points/" + seed);
  }

  private static RandomStream named(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer key = ByteBuffer.wrap(TrialId.sha256(bytes));
    return new RandomStream(key.getInt(), key.getInt());
  }

  /** Returns the random numbers of {@code purpose} of the trial {@code id} by their place. */
  public static RandomField field(TrialId id, Purpose purpose) {
    RandomStream stream = of(id, purpose);
    return new RandomField(stream.key0, stream.key1);
  }

  /** Returns the next 32 bits. */
  public int nextInt() {
    if (used == 4) {
      block[0] = (int) blocks;
      block[1] = (int) (blocks >>> 32);
      block[2] = 0;
      block[3] = 0;
      Philox.block(block, key0, key1);
      blocks++;
      used = 0;
    }
    return block[used++];
  }

  /**
   * Returns a whole number from 0 to {@code bound - 1}. It is the product's high word without
   * rejection, so the bias is below {@code bound / 2^32}.
   */
  public int nextBelow(int bound) {
    return (int) (((nextInt() & 0xFFFFFFFFL) * bound) >>> 32);
  }

  /** Returns a double of U[0, 1) on a grid of 2^53 points: 26 bits, then 27. */
  public double nextUnit() {
    long high = (nextInt() & 0xFFFFFFFFL) >>> 6;
    long low = (nextInt() & 0xFFFFFFFFL) >>> 5;
    return (high << 27 | low) * 0x1p-53;
  }

  /** Returns a float of U(-bound, bound) on a grid of 2^24 points. */
  public float nextUniform(float bound) {
    float zeroToTwo = (nextInt() >>> 8) * 0x1p-23f;
    return (zeroToTwo - 1f) * bound;
  }
}
