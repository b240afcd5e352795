package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.layer.DenseInput;
import io.github.lstmsweep.nn.layer.Linear;
import io.github.lstmsweep.nn.layer.Output;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.layer.TileOutput;
import io.github.lstmsweep.nn.parameter.Arena;

/** Reads tokens, and computes the likelihood of the next ones. */
final class TextEnds implements TileEnds {
  private final TokenWindows windows;
  private final boolean sharing;

  /**
   * Ends that read these windows.
   *
   * @param sharing whether windows with the same beginning share their states in training too
   */
  TextEnds(TokenWindows windows, boolean sharing) {
    this.windows = windows;
    this.sharing = sharing;
  }

  @Override
  public int longest() {
    return windows.numSteps();
  }

  @Override
  public DenseInput input(Arena arena) {
    return null;
  }

  @Override
  public TileOutput output(Linear linear) {
    return new Output(linear);
  }

  @Override
  public int take(PrefixTree tree, SequenceModel.Mode mode, int[] minibatch, int first, int count) {
    int to = Math.min(count, first + ROWS);
    if (sharing || mode == SequenceModel.Mode.VALIDATION) {
      tree.share(windows.ids(), minibatch, first, to);
    } else {
      tree.separate(windows.ids(), minibatch, first, to);
    }
    return windows.numSteps();
  }
}
