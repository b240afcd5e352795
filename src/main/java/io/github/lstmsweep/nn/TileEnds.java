package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.layer.DenseInput;
import io.github.lstmsweep.nn.layer.Linear;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.layer.TileOutput;
import io.github.lstmsweep.nn.parameter.Arena;

/** The two ends of a tile's network, which the task decides: what it reads, and what it gives. */
interface TileEnds {
  /** Steps of the longest window. */
  int longest();

  /**
   * What the first layer reads; null for tokens.
   *
   * @param arena of the tile, where it takes its places
   */
  DenseInput input(Arena arena);

  /** What makes losses of the states of the top layer, which {@code linear} reads. */
  TileOutput output(Linear linear);

  /**
   * Takes the windows of a tile.
   *
   * @param tree to say which states they share
   * @param minibatch starts of its windows, in their order
   * @param first window of the tile
   * @param windows of the minibatch
   * @return the steps they have
   */
  int take(PrefixTree tree, SequenceModel.Pass pass, int[] minibatch, int first, int windows);
}
