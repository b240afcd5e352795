package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * The parameters of a network. They are stored as {@link ParameterLayout} says. They are read and
 * written in the canonical order, which is also that of the model file.
 *
 * <p>A layer has G gates in PyTorch's order (LSTM input, forget, cell, output; GRU reset, update,
 * new; MGU forget, new; RNN one). The canonical order has for each layer: input weights inputs ×
 * GH, recurrent weights H × GH, input biases GH, recurrent biases GH. Then follow output weights V
 * × H and output biases V, for V tokens or V = 1 forecast.
 *
 * <p>Both biases of PyTorch's cells are kept. They get the same gradient (except for the candidate
 * of a GRU and an MGU), and an optimizer moves each.
 */
public final class Parameters {
  private final ParameterLayout layout;
  private final float[] values;

  private Parameters(Architecture architecture) {
    this.layout = new ParameterLayout(architecture);
    this.values = Arena.array(layout.length());
  }

  /** Draws every weight and bias from U(-1/√H, 1/√H), in the canonical order. */
  public static Parameters initial(Architecture architecture, RandomStream random) {
    Parameters p = new Parameters(architecture);
    float bound = (float) (1 / Math.sqrt(architecture.numHiddens()));
    p.visit(at -> p.values[at] = random.nextUniform(bound));
    return p;
  }

  /**
   * Parameters with these values.
   *
   * @param canonical in the canonical order
   */
  public static Parameters of(Architecture architecture, float[] canonical) {
    Parameters p = new Parameters(architecture);
    p.store(canonical, p.values);
    return p;
  }

  /** Replaces all parameters by these, in the canonical order. */
  public void set(float[] canonical) {
    store(canonical, values);
  }

  /** Returns an array that is stored like the parameters and has these numbers; padding is 0. */
  public float[] stored(float[] canonical) {
    float[] stored = new float[values.length];
    store(canonical, stored);
    return stored;
  }

  private void store(float[] canonical, float[] to) {
    int count = count();
    if (canonical.length != count) {
      throw new IllegalArgumentException(
          "Cannot set parameters to "
              + canonical.length
              + " floats: must be "
              + count
              + " for "
              + architecture());
    }
    int[] next = {0};
    visit(at -> to[at] = canonical[next[0]++]);
  }

  /** The number of parameters, padding excluded; PyTorch's modules have as many. */
  public int count() {
    int[] count = {0};
    visit(at -> count[0]++);
    return count[0];
  }

  /** A copy in the canonical order. */
  public float[] canonical() {
    return canonical(values);
  }

  /**
   * A copy in the canonical order of an array stored like the parameters, such as their gradient.
   */
  public float[] canonical(float[] stored) {
    float[] out = new float[count()];
    int[] next = {0};
    visit(at -> out[next[0]++] = stored[at]);
    return out;
  }

  /** The places in {@link #values} of the parameters in the canonical order. */
  public int[] places() {
    int[] places = new int[count()];
    int[] next = {0};
    visit(at -> places[next[0]++] = at);
    return places;
  }

  /** The architecture of the network. */
  public Architecture architecture() {
    return layout.architecture();
  }

  /** The places of the parameters in {@link #values}. */
  public ParameterLayout layout() {
    return layout;
  }

  /** The storage itself, not a copy. */
  public float[] values() {
    return values;
  }

  /**
   * Completes a gradient that has the sum of the biases once. Both biases take that sum, and slots
   * without weights become zero.
   *
   * @param gradient stored like the parameters
   */
  public void completeGradient(float[] gradient) {
    for (int layer = 0; layer < layout.architecture().numLayers(); layer++) {
      LayerLayout l = layout.layer(layer);
      GatePanels gates = l.gates();
      for (int p = 0; p < gates.count(); p++) {
        int bias = l.inputBias() + gates.start(p);
        if (layout.architecture().readsTokens(layer)) {
          sumRows(gradient, l.input(p), l.inputs(), gates.width(p), bias);
        }
        System.arraycopy(
            gradient, bias, gradient, l.recurrentBias() + gates.start(p), gates.width(p));
        zeroUnusedSlots(gradient, l, p);
      }
    }
  }

  /**
   * Sums the rows of the input table. Every token has one row, so the sum is the biases' gradient.
   */
  private static void sumRows(float[] gradient, int from, int rows, int width, int to) {
    for (int r = 0; r < rows; r++) {
      for (int n = 0; n < width; n++) {
        gradient[to + n] += gradient[from + r * width + n];
      }
    }
  }

  private void zeroUnusedSlots(float[] gradient, LayerLayout l, int p) {
    Cell cell = layout.architecture().cell();
    GatePanels gates = l.gates();
    int units = gates.units(p);
    for (int slot = 0; slot < cell.slots(); slot++) {
      int column = slot * units;
      if (!cell.inputSlots().contains(slot)) {
        zeroColumns(gradient, l.input(p) + column, l.inputs(), gates.width(p), units);
        zero(gradient, l.inputBias() + gates.start(p) + column, units);
      }
      if (!cell.recurrentSlots().contains(slot)) {
        zeroColumns(
            gradient, l.recurrent(p) + column, layout.paddedHiddens(), gates.width(p), units);
        zero(gradient, l.recurrentBias() + gates.start(p) + column, units);
      }
    }
  }

  private static void zeroColumns(float[] x, int from, int rows, int width, int columns) {
    for (int r = 0; r < rows; r++) {
      zero(x, from + r * width, columns);
    }
  }

  private static void zero(float[] x, int from, int n) {
    Arrays.fill(x, from, from + n, 0f);
  }

  private interface Visitor {
    void at(int index);
  }

  /** Calls {@code visitor} with the place of every parameter, in the canonical order. */
  private void visit(Visitor visitor) {
    Architecture a = layout.architecture();
    int h = a.numHiddens();
    for (int layer = 0; layer < a.numLayers(); layer++) {
      LayerLayout l = layout.layer(layer);
      int[] inputColumns = columns(a, l, a.cell().inputSlots());
      int[] recurrentColumns = columns(a, l, a.cell().recurrentSlots());
      visitRows(visitor, l, true, l.inputs(), inputColumns);
      visitRows(visitor, l, false, h, recurrentColumns);
      for (int column : inputColumns) {
        visitor.at(l.inputBias() + column);
      }
      for (int column : recurrentColumns) {
        visitor.at(l.recurrentBias() + column);
      }
    }
    Panels panels = layout.panels();
    for (int v = 0; v < a.outputs(); v++) {
      for (int k = 0; k < h; k++) {
        int j = panels.of(k);
        visitor.at(layout.output(j) + v * panels.width(j) + k - panels.start(j));
      }
    }
    for (int v = 0; v < a.outputs(); v++) {
      visitor.at(layout.outputBias() + v);
    }
  }

  private static void visitRows(
      Visitor visitor, LayerLayout l, boolean input, int rows, int[] columns) {
    GatePanels gates = l.gates();
    int[] panel = new int[columns.length];
    for (int n = 0; n < columns.length; n++) {
      while (columns[n] >= gates.start(panel[n] + 1)) {
        panel[n]++;
      }
    }
    for (int r = 0; r < rows; r++) {
      for (int n = 0; n < columns.length; n++) {
        int p = panel[n];
        int start = input ? l.input(p) : l.recurrent(p);
        visitor.at(start + r * gates.width(p) + columns[n] - gates.start(p));
      }
    }
  }

  /**
   * The columns, among all panels' columns side by side, of gate-unit n = gate · H + unit.
   *
   * @param slots of the gates
   */
  private static int[] columns(Architecture a, LayerLayout l, List<Integer> slots) {
    int h = a.numHiddens();
    int[] columns = new int[slots.size() * h];
    for (int n = 0; n < columns.length; n++) {
      int unit = n % h;
      int p = l.gates().of(unit);
      columns[n] =
          l.gates().start(p)
              + slots.get(n / h) * l.gates().units(p)
              + unit
              - l.gates().unitStart(p);
    }
    return columns;
  }
}
