package io.github.lstmsweep.nn;

/**
 * What a layer's products read that is not stored so: the sum of its two biases, and its weights
 * transposed, gates along the sum, for the way back: for each panel j of units a panel [columns of
 * all gates][width].
 */
final class PackedLayer {
  private final LayerLayout layout;
  private final Panels panels;
  private final int columns;
  private final float[] bias; // the two biases' sum, gate panels side by side
  private final float[] recurrent;
  private final float[] input; // empty in the first layer: its inputs have no gradient

  PackedLayer(ParameterLayout layout, int layer) {
    this.layout = layout.layer(layer);
    this.panels = layout.panels();
    GatePanels gates = this.layout.gates();
    this.columns = gates.start(gates.count());
    this.bias = new float[columns];
    this.recurrent = new float[Math.multiplyExact(columns, layout.paddedHiddens())];
    this.input = new float[layer == 0 ? 0 : recurrent.length];
  }

  float[] bias() {
    return bias;
  }

  float[] recurrent() {
    return recurrent;
  }

  float[] input() {
    return input;
  }

  /** Start of the rows of gate panel p in the panel of units j. */
  int start(int j, int p) {
    return columns * panels.start(j) + layout.gates().start(p) * panels.width(j);
  }

  void pack(float[] values) {
    GatePanels gates = layout.gates();
    for (int n = 0; n < columns; n++) {
      bias[n] = values[layout.inputBias() + n] + values[layout.recurrentBias() + n];
    }
    for (int p = 0; p < gates.count(); p++) {
      transpose(values, layout.recurrent(p), p, recurrent);
      if (input.length > 0) {
        transpose(values, layout.input(p), p, input);
      }
    }
  }

  private void transpose(float[] values, int from, int p, float[] to) {
    int width = layout.gates().width(p);
    for (int j = 0; j < panels.count(); j++) {
      int columnsOfJ = panels.width(j);
      int start = start(j, p);
      for (int k = 0; k < columnsOfJ; k++) {
        int row = from + (panels.start(j) + k) * width;
        for (int n = 0; n < width; n++) {
          to[start + n * columnsOfJ + k] = values[row + n];
        }
      }
    }
  }
}
