package io.github.lstmsweep.nn.parameter;

/**
 * Copies of a layer's parameters in the forms that its products read. They are the sum of its two
 * biases, and its weights transposed for the way back, with gates along the sum. For each panel j
 * of units there is a panel [columns of all gates][width].
 */
public final class KernelLayerWeights {
  private final LayerLayout layout;
  private final Panels panels;
  private final int columns;
  private final boolean first; // its inputs have no gradient
  private final Arena arena;
  private final int bias; // the two biases' sum, gate panels side by side
  private final int recurrent;
  private final int input; // not in the first layer

  KernelLayerWeights(ParameterLayout layout, int layer, Arena arena) {
    this.layout = layout.layer(layer);
    this.panels = layout.panels();
    GatePanels gates = this.layout.gates();
    this.columns = gates.start(gates.count());
    this.first = layer == 0;
    this.arena = arena;
    long weights = (long) columns * layout.paddedHiddens();
    this.bias = arena.take(columns);
    this.recurrent = arena.take(weights);
    this.input = arena.take(first ? 0 : weights);
  }

  /** The array that contains all copies. */
  public float[] floats() {
    return arena.floats();
  }

  /** Start of gate panel p's biases. */
  public int bias(int p) {
    return bias + layout.gates().start(p);
  }

  /** Start of the recurrent weights' rows of gate panel p in the panel of units j. */
  public int recurrent(int j, int p) {
    return recurrent + start(j, p);
  }

  /** Start of the input weights' rows of gate panel p in the panel of units j. */
  public int input(int j, int p) {
    return input + start(j, p);
  }

  private int start(int j, int p) {
    return columns * panels.start(j) + layout.gates().start(p) * panels.width(j);
  }

  void pack(float[] values) {
    GatePanels gates = layout.gates();
    float[] to = arena.floats();
    for (int n = 0; n < columns; n++) {
      to[bias + n] = values[layout.inputBias() + n] + values[layout.recurrentBias() + n];
    }
    for (int p = 0; p < gates.count(); p++) {
      transpose(values, layout.recurrent(p), p, recurrent, to);
      if (!first) {
        transpose(values, layout.input(p), p, input, to);
      }
    }
  }

  private void transpose(float[] values, int from, int p, int toOff, float[] to) {
    int width = layout.gates().width(p);
    for (int j = 0; j < panels.count(); j++) {
      int columnsOfJ = panels.width(j);
      int start = toOff + start(j, p);
      for (int k = 0; k < columnsOfJ; k++) {
        int row = from + (panels.start(j) + k) * width;
        for (int n = 0; n < width; n++) {
          to[start + n * columnsOfJ + k] = values[row + n];
        }
      }
    }
  }
}
