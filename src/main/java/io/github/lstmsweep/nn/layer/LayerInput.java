package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.Panels;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import java.util.Arrays;

/**
 * The input of a layer above the first, and the way back of its gradient. It is the states of the
 * layer below; training leaves some out.
 */
public final class LayerInput implements DenseInput {
  private final Layer below;
  private final Panels panels;
  private final Dropout dropout; // null if nothing is left out
  private final int layer;
  private final int numHiddens;
  private final int units;
  private final int masked; // [T][H'][R]
  private final float[] masks; // [T][H'][R]
  private final int gradient; // of one step, panels of [R][width]
  private boolean training;
  private long minibatch;
  private int firstWindow;

  /**
   * The input of {@code layer}.
   *
   * @param dropout null for none
   * @param arena of the layers; contains these arrays too
   */
  public LayerInput(
      Layer below, ParameterLayout layout, int layer, int numSteps, Dropout dropout, Arena arena) {
    this.below = below;
    this.panels = layout.panels();
    this.dropout = dropout;
    this.layer = layer;
    this.numHiddens = layout.numHiddens();
    this.units = layout.paddedHiddens() * ROWS;
    int length = dropout == null ? 0 : Math.multiplyExact(numSteps, units);
    masked = arena.take(length);
    masks = new float[length];
    gradient = arena.take(dropout == null ? 0 : units);
  }

  /** Starts a pass that leaves nothing out. */
  public void beginValidation() {
    training = false;
  }

  /**
   * Starts a training pass over a tile's windows.
   *
   * @param minibatchIndex from 0, over all epochs
   * @param first window of the tile in its minibatch
   */
  public void beginTraining(long minibatchIndex, int first) {
    training = dropout != null;
    minibatch = minibatchIndex;
    firstWindow = first;
  }

  /** Takes the states of step t, which the layer below has in {@code slot}. */
  public void take(int t, int slot) {
    if (!training) {
      return;
    }
    int to = t * units;
    int from = below.hTransposed(slot);
    dropout.mask(minibatch, layer, t, firstWindow, numHiddens, masks, to);
    float[] floats = below.floats();
    for (int i = 0; i < units; i++) {
      floats[masked + to + i] = floats[from + i] * masks[to + i];
    }
  }

  @Override
  public int start(int t, int slot) {
    return training ? masked + t * units : below.hTransposed(slot);
  }

  /** Start of the room for the gradient of one step, panels of [R][width], filled with zeros. */
  int beginGradient() {
    int to = training ? gradient : below.dh();
    Arrays.fill(below.floats(), to, to + units, 0f);
    return to;
  }

  /** Passes the complete gradient of step t to the layer below. */
  void endGradient(int t) {
    if (!training) {
      return;
    }
    float[] floats = below.floats();
    for (int j = 0; j < panels.count(); j++) {
      int width = panels.width(j);
      for (int r = 0; r < ROWS; r++) {
        for (int k = 0; k < width; k++) {
          int at = (panels.start(j) * ROWS) + r * width + k;
          floats[below.dh() + at] =
              floats[gradient + at] * masks[t * units + (panels.start(j) + k) * ROWS + r];
        }
      }
    }
  }
}
