package io.github.lstmsweep.trial.random;

/**
 * Random numbers that depend on their place and not on their order. A place of a trial always has
 * the same bits, whichever thread asks and when. The generator is Philox with a key as in {@link
 * RandomStream}.
 */
public final class RandomField {
  private final int key0;
  private final int key1;

  RandomField(int key0, int key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The first word of the generator's key. */
  public int key0() {
    return key0;
  }

  /** The second word of the generator's key. */
  public int key1() {
    return key1;
  }

  /** Replaces the four numbers of {@code place} by the 128 random bits of that place. */
  public void at(int[] place) {
    Philox.block(place, key0, key1);
  }
}
