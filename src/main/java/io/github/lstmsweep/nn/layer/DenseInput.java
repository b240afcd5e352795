package io.github.lstmsweep.nn.layer;

/** Numbers that a layer multiplies its input weights by, at every step. */
@FunctionalInterface
public interface DenseInput {
  /**
   * Start of what is read at step t in the tile's array, transposed, [inputs][R].
   *
   * @param slot of the states of step t in the layer below, where there is one
   */
  int start(int t, int slot);
}
