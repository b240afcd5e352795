package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.HiddenActivation;

/**
 * Copies of the parameters in the orders that the products need, renewed once per minibatch. Many
 * threads read them, and the thread that trains renews them.
 */
public final class KernelWeights {
  private final Parameters parameters;
  private final KernelLayerWeights[] layers;
  private final Arena arena = new Arena();
  private final int output; // [V'][H'], rows for the logits
  private final Panels outputs; // of the logits
  private final int outputPanels; // panels of [H'][width] over V', if logits are made by rows
  private final boolean byRows;
  private float logitBound;

  /** Copies of these parameters, whose values {@link #pack} reads. */
  public KernelWeights(Parameters parameters) {
    this.parameters = parameters;
    ParameterLayout layout = parameters.layout();
    layers = new KernelLayerWeights[layout.architecture().numLayers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = new KernelLayerWeights(layout, layer, arena);
    }
    outputs = new Panels(layout.paddedVocab());
    byRows = layout.outputsByRows();
    output = arena.take(weightsOfOutput(!byRows));
    outputPanels = arena.take(weightsOfOutput(byRows));
  }

  /** The copies of the parameters of a layer, counted from 0. */
  public KernelLayerWeights layer(int layer) {
    return layers[layer];
  }

  /** The number of floats in the copies of a network's weights. */
  public static long floats(Architecture architecture) {
    GatePanels gates = new GatePanels(architecture.cell(), architecture.numHiddens());
    long columns = gates.start(gates.count());
    long units = Panels.padded(architecture.numHiddens());
    int layers = architecture.numLayers();
    // The first layer has a copy of its recurrent weights. Each layer above also has one of its
    // input weights.
    return columns * units * (2L * layers - 1)
        + layers * columns
        + Panels.padded(architecture.outputs()) * units;
  }

  /** The array that contains all copies. */
  public float[] floats() {
    return arena.floats();
  }

  /** Start of the output weights' row of token v. */
  public int output(int v) {
    return output + v * parameters.layout().paddedHiddens();
  }

  private long weightsOfOutput(boolean any) {
    ParameterLayout layout = parameters.layout();
    return any ? (long) layout.paddedVocab() * layout.paddedHiddens() : 0;
  }

  /** The panels of the outputs, if the outputs are columns. */
  public Panels outputs() {
    return outputs;
  }

  /** Start of panel q of the output weights, [H'][width] over the outputs. */
  public int outputPanel(int q) {
    return outputPanels + parameters.layout().paddedHiddens() * outputs.start(q);
  }

  /**
   * The bound of every |output|, up to rounding, when the hidden states are between -1 and 1. It is
   * the largest sum of a row's absolute weights and its absolute bias. It is infinite if hidden
   * states have no bounds, and NaN if a weight is NaN.
   */
  public float logitBound() {
    return logitBound;
  }

  private float boundOfLogits() {
    ParameterLayout layout = parameters.layout();
    if (layout.architecture().hiddenActivation() != HiddenActivation.TANH) {
      return Float.POSITIVE_INFINITY;
    }
    Panels panels = layout.panels();
    float[] values = parameters.values();
    float bound = 0;
    for (int v = 0; v < layout.outputs(); v++) {
      float total = Math.abs(values[layout.outputBias() + v]);
      for (int j = 0; j < panels.count(); j++) {
        int row = layout.output(j) + v * panels.width(j);
        for (int u = 0; u < panels.width(j); u++) {
          total += Math.abs(values[row + u]);
        }
      }
      bound = Math.max(bound, total); // NaN stays
    }
    return bound;
  }

  /** Reads the parameters again, into all copies. */
  public void pack() {
    logitBound = boundOfLogits();
    for (KernelLayerWeights layer : layers) {
      layer.pack(parameters.values());
    }
    if (byRows) {
      packOutputPanels();
      return;
    }
    ParameterLayout layout = parameters.layout();
    Panels panels = layout.panels();
    for (int j = 0; j < panels.count(); j++) {
      for (int v = 0; v < layout.outputs(); v++) {
        System.arraycopy(
            parameters.values(),
            layout.output(j) + v * panels.width(j),
            arena.floats(),
            output(v) + panels.start(j),
            panels.width(j));
      }
    }
  }

  private void packOutputPanels() {
    ParameterLayout layout = parameters.layout();
    Panels units = layout.panels();
    float[] values = parameters.values();
    float[] to = arena.floats();
    for (int v = 0; v < layout.outputs(); v++) {
      int q = outputs.of(v);
      int column = outputPanel(q) + v - outputs.start(q);
      for (int j = 0; j < units.count(); j++) {
        int row = layout.output(j) + v * units.width(j);
        for (int u = 0; u < units.width(j); u++) {
          to[column + (units.start(j) + u) * outputs.width(q)] = values[row + u];
        }
      }
    }
  }
}
