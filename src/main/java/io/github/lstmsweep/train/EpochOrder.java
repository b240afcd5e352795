package io.github.lstmsweep.train;

/** The order in which each epoch reads the training windows. */
@FunctionalInterface
public interface EpochOrder {
  /**
   * Puts the windows into the order of the next epoch.
   *
   * @param windows first tokens of all training windows, in the order of the previous epoch; before
   *     the first epoch in the order of the text
   */
  void arrange(int[] windows);
}
