package io.github.lstmsweep.nn;

/**
 * Copies of the parameters in the other orders that the products need, renewed once a minibatch.
 * Threads read them; the one that trains renews them.
 */
final class PackedWeights {
  private final Parameters parameters;
  private final PackedLayer[] layers;
  private final Arena arena = new Arena();
  private final int output; // [V'][H'], rows for the logits

  PackedWeights(Parameters parameters) {
    this.parameters = parameters;
    ParameterLayout layout = parameters.layout();
    layers = new PackedLayer[layout.architecture().numLayers()];
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = new PackedLayer(layout, layer, arena);
    }
    output = arena.take((long) layout.paddedVocab() * layout.paddedHiddens());
  }

  PackedLayer layer(int layer) {
    return layers[layer];
  }

  /** The array that all copies lie in. */
  float[] floats() {
    return arena.floats();
  }

  /** Start of the output weights' row of token v. */
  int output(int v) {
    return output + v * parameters.layout().paddedHiddens();
  }

  /** Reads the parameters anew. */
  void pack() {
    for (PackedLayer layer : layers) {
      layer.pack(parameters.values());
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
}
