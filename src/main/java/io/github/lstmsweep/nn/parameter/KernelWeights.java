package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.HiddenActivation;

/**
 * Copies of the parameters in the other orders that the products need, renewed once a minibatch.
 * Threads read them; the one that trains renews them.
 */
public final class KernelWeights {
  private final Parameters parameters;
  private final KernelLayerWeights[] layers;
  private final Arena arena = new Arena();
  private final int output; // [V'][H'], rows for the logits
  private final Panels outputs; // of the logits
  private final int outputPanels; // panels of [H'][width] over V', where logits are made by rows
  private final boolean byRows;
  private float logitBound;

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

  public KernelLayerWeights layer(int layer) {
    return layers[layer];
  }

  /** Floats that the copies of a network's weights take. */
  public static long floats(Architecture architecture) {
    GatePanels gates = new GatePanels(architecture.cell(), architecture.numHiddens());
    long columns = gates.start(gates.count());
    long units = Panels.padded(architecture.numHiddens());
    int layers = architecture.numLayers();
    // The first layer has a copy of its recurrent weights, each layer above of its input's too.
    return columns * units * (2L * layers - 1)
        + layers * columns
        + Panels.padded(architecture.outputs()) * units;
  }

  /** The array that all copies lie in. */
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

  /** How the outputs are cut where they are columns. */
  public Panels outputs() {
    return outputs;
  }

  /** Start of panel q of the output weights, [H'][width] over the outputs. */
  public int outputPanel(int q) {
    return outputPanels + parameters.layout().paddedHiddens() * outputs.start(q);
  }

  /**
   * What no output is beyond, up to rounding, when the hidden states are between -1 and 1: the
   * largest sum of a row's weights and its bias without their signs. Infinite where hidden states
   * have no bounds, NaN where a weight is.
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

  /** Reads the parameters anew. */
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
