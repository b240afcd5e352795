package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import java.util.Arrays;

/**
 * What a layer above the first reads: the states of the layer below, some left out in training; and
 * the way back of their gradient.
 */
final class LayerInput {
  private final Layer below;
  private final Panels panels;
  private final Dropout dropout; // null where nothing is left out
  private final int layer;
  private final int numHiddens;
  private final int units;
  private final float[] masked; // [T][H'][R]
  private final float[] masks; // [T][H'][R]
  private final float[] gradient; // of one step, panels of [R][width]
  private boolean training;
  private long minibatch;
  private int firstWindow;

  /**
   * What {@code layer} reads.
   *
   * @param dropout null for none
   */
  LayerInput(Layer below, ParameterLayout layout, int layer, int numSteps, Dropout dropout) {
    this.below = below;
    this.panels = layout.panels();
    this.dropout = dropout;
    this.layer = layer;
    this.numHiddens = layout.numHiddens();
    this.units = layout.paddedHiddens() * ROWS;
    int length = dropout == null ? 0 : Math.multiplyExact(numSteps, units);
    masked = new float[length];
    masks = new float[length];
    gradient = new float[dropout == null ? 0 : units];
  }

  /** Starts a pass that leaves nothing out. */
  void beginValidation() {
    training = false;
  }

  /** Starts a pass over the windows from {@code firstWindow} on of a minibatch. */
  void beginTraining(long minibatchIndex, int first) {
    training = dropout != null;
    minibatch = minibatchIndex;
    firstWindow = first;
  }

  /** Takes the states of step t, which the layer below has in {@code slot}. */
  void take(int t, int slot) {
    if (!training) {
      return;
    }
    int to = t * units;
    int from = below.slot(slot);
    dropout.mask(minibatch, layer, t, firstWindow, numHiddens, masks, to);
    float[] states = below.hTransposed();
    for (int i = 0; i < units; i++) {
      masked[to + i] = states[from + i] * masks[to + i];
    }
  }

  /** What is read, transposed. */
  float[] transposed() {
    return training ? masked : below.hTransposed();
  }

  /** Start of step t in {@link #transposed}. */
  int start(int t, int slot) {
    return training ? t * units : below.slot(slot);
  }

  /** Where to leave the gradient of one step, panels of [R][width]; zero. */
  float[] beginGradient() {
    float[] to = training ? gradient : below.dh();
    Arrays.fill(to, 0f);
    return to;
  }

  /** Takes the gradient of step t, once it is whole, to the layer below. */
  void endGradient(int t) {
    if (!training) {
      return;
    }
    float[] dh = below.dh();
    for (int j = 0; j < panels.count(); j++) {
      int width = panels.width(j);
      for (int r = 0; r < ROWS; r++) {
        for (int k = 0; k < width; k++) {
          int at = (panels.start(j) * ROWS) + r * width + k;
          dh[at] = gradient[at] * masks[t * units + (panels.start(j) + k) * ROWS + r];
        }
      }
    }
  }
}
