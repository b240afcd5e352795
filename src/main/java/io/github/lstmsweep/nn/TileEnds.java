package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.layer.DenseInput;
import io.github.lstmsweep.nn.layer.Linear;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.layer.TileOutput;
import io.github.lstmsweep.nn.parameter.Arena;

/** The two ends of a tile's network, which the task decides: its input and its output. */
interface TileEnds {
  /** Steps of the longest window. */
  int longest();

  /**
   * The input of the first layer; null for tokens.
   *
   * @param arena of the tile; the input takes its places there
   */
  DenseInput input(Arena arena);

  /** The output, which makes losses of the top layer's states through {@code linear}. */
  TileOutput output(Linear linear);

  /**
   * Takes the windows of a tile.
   *
   * @param tree receives the states that the windows share
   * @param minibatch starts of its windows, in their order
   * @param first window of the tile
   * @param windows in the minibatch
   * @return the number of steps in these windows
   */
  int take(PrefixTree tree, SequenceModel.Mode mode, int[] minibatch, int first, int windows);
}
