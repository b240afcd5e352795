package io.github.lstmsweep.trial.random;

/**
 * Random numbers by their place instead of their order: the same place of the same trial has the
 * same bits, whoever asks and when. Philox under a key as in {@link RandomStream}.
 */
public final class RandomField {
  private final int key0;
  private final int key1;

  RandomField(int key0, int key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** Puts 128 random bits in the place of the four numbers that name where they are. */
  public void at(int[] place) {
    Philox.block(place, key0, key1);
  }
}
