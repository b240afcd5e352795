package io.github.lstmsweep.nn.parameter;

import java.util.ArrayList;
import java.util.List;

/**
 * One array of a model with its name and its shape in PyTorch. There the network is {@code rnn =
 * LSTM(V, H, L)}, or another cell, and {@code linear = Linear(H, V)}.
 *
 * @param name such as {@code rnn.weight_ih_l0}
 * @param shape in PyTorch: one number or two
 * @param start of its values in the canonical order of {@link Parameters}
 * @param transposed whether they lie there column by column
 */
public record ParameterArray(String name, List<Integer> shape, int start, boolean transposed) {
  /** Copies the shape. */
  public ParameterArray {
    shape = List.copyOf(shape);
  }

  /** The arrays of a model, in the canonical order. */
  public static List<ParameterArray> of(Architecture architecture) {
    int h = architecture.numHiddens();
    int gates = architecture.cell().gates() * h;
    int v = architecture.vocabSize();
    List<ParameterArray> arrays = new ArrayList<>();
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      add(arrays, "rnn.weight_ih_l" + layer, List.of(gates, architecture.inputs(layer)), true);
      add(arrays, "rnn.weight_hh_l" + layer, List.of(gates, h), true);
      add(arrays, "rnn.bias_ih_l" + layer, List.of(gates), false);
      add(arrays, "rnn.bias_hh_l" + layer, List.of(gates), false);
    }
    add(arrays, "linear.weight", List.of(v, h), false);
    add(arrays, "linear.bias", List.of(v), false);
    return List.copyOf(arrays);
  }

  private static void add(
      List<ParameterArray> arrays, String name, List<Integer> shape, boolean transposed) {
    int start = arrays.isEmpty() ? 0 : arrays.get(arrays.size() - 1).end();
    arrays.add(new ParameterArray(name, shape, start, transposed));
  }

  /** The number of its values. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** One past its last value in the canonical order. */
  public int end() {
    return start + size();
  }

  /**
   * The values in PyTorch's order, row by row.
   *
   * @param canonical of the whole model
   */
  public float[] values(float[] canonical) {
    float[] values = new float[size()];
    if (!transposed) {
      System.arraycopy(canonical, start, values, 0, values.length);
      return values;
    }
    int rows = shape.get(0);
    int columns = shape.get(1);
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        values[r * columns + c] = canonical[start + c * rows + r];
      }
    }
    return values;
  }
}
