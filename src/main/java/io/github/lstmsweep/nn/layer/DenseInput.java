package io.github.lstmsweep.nn.layer;

/** The numbers that a layer multiplies by its input weights, at every step. */
@FunctionalInterface
public interface DenseInput {
  /**
   * Start of the numbers of step t in the tile's array, transposed, [inputs][R].
   *
   * @param slot of the states of step t in the layer below, if there is one
   */
  int start(int t, int slot);
}
