package io.github.lstmsweep.nn;

/**
 * Copies of the parameters in the other orders that the products need, renewed once a minibatch.
 * Threads read them; the one that trains renews them.
 */
final class PackedWeights {
  private final Parameters parameters;
  private final PackedLayer[] layers;
  private final float[] output; // [V'][H'], rows for the logits

  PackedWeights(Parameters parameters) {
    this.parameters = parameters;
    ParameterLayout layout = parameters.layout();
    layers = new PackedLayer[layout.architecture().numLayers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = new PackedLayer(layout, layer);
    }
    output = new float[Math.multiplyExact(layout.paddedVocab(), layout.paddedHiddens())];
  }

  PackedLayer layer(int layer) {
    return layers[layer];
  }

  float[] output() {
    return output;
  }

  /** Reads the parameters anew. */
  void pack() {
    for (PackedLayer layer : layers) {
      layer.pack(parameters.values());
    }
    ParameterLayout layout = parameters.layout();
    Panels panels = layout.panels();
    for (int j = 0; j < panels.count(); j++) {
      for (int v = 0; v < layout.vocabSize(); v++) {
        System.arraycopy(
            parameters.values(),
            layout.output(j) + v * panels.width(j),
            output,
            v * layout.paddedHiddens() + panels.start(j),
            panels.width(j));
      }
    }
  }
}
