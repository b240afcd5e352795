package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.ArrayList;
import java.util.List;

/**
 * One recurrent layer as nodes. A cell that ONNX has becomes its operator {@code LSTM}, {@code GRU}
 * (with {@code linear_before_reset}) or {@code RNN}. Any other cell becomes a {@code Scan} over
 * {@link CellBody}: one with {@code hidden_activation: identity}, and a minimal gated unit.
 *
 * <p>S steps, B sequences, I inputs, H hidden units and G gates make the shapes.
 */
final class RecurrentLayer {
  /** ONNX's order of gates as places in PyTorch's: i, o, f, c of i, f, g, o. */
  private static final int[] LSTM_GATES = {0, 3, 1, 2};

  /** ONNX's order of gates as places in PyTorch's: z, r, h of r, z, n. */
  private static final int[] GRU_GATES = {1, 0, 2};

  private static final int[] RNN_GATES = {0};

  /** The arrays of a layer, in the canonical order. */
  private static final int ARRAYS = 4;

  private final OnnxGraph graph;
  private final Architecture architecture;
  private final float[] canonical;
  private final int layer;
  private final List<ParameterArray> arrays;
  private final int units;
  private final int gates;

  /**
   * A layer of a network.
   *
   * @param graph receives its nodes
   * @param layer from 0
   * @param canonical parameters of the network
   */
  RecurrentLayer(OnnxGraph graph, Architecture architecture, int layer, float[] canonical) {
    this.graph = graph;
    this.architecture = architecture;
    this.canonical = canonical;
    this.layer = layer;
    this.arrays = ParameterArray.of(architecture).subList(ARRAYS * layer, ARRAYS * (layer + 1));
    this.units = architecture.numHiddens();
    this.gates = architecture.cell().gates();
  }

  /**
   * The names of a layer's tensors between its nodes and those of others.
   *
   * @param hidden states of all steps, [S, B, H]
   * @param h last hidden state, [1, B, H]
   * @param c last content, [1, B, H]; empty if the cell has none
   */
  record Outputs(String hidden, String h, String c) {}

  /**
   * Adds the nodes of the layer.
   *
   * @param input tokens [S, B], or numbers [S, B, I]
   * @param h hidden state before the first step, [1, B, H]
   * @param c content before the first step, [1, B, H]; empty if the cell has none
   */
  Outputs add(String input, String h, String c) {
    return isOperator() ? operator(input, h, c) : scan(input, h, c);
  }

  private boolean isOperator() {
    return architecture.hiddenActivation() == HiddenActivation.TANH
        && architecture.cell() != Cell.MGU;
  }

  private Outputs operator(String input, String h, String c) {
    String x = architecture.readsTokens(layer) ? oneHot(input) : input;
    int[] order = order();
    int inputs = architecture.inputs(layer);
    String w =
        graph.constant(
            named("weight_ih"), Tensor.of(reordered(0, order, inputs), 1, gates * units, inputs));
    String r =
        graph.constant(
            named("weight_hh"), Tensor.of(reordered(1, order, units), 1, gates * units, units));
    float[] biases = new float[2 * gates * units];
    System.arraycopy(reordered(2, order, 1), 0, biases, 0, gates * units);
    System.arraycopy(reordered(3, order, 1), 0, biases, gates * units, gates * units);
    String b = graph.constant(named("bias"), Tensor.of(biases, 1, biases.length));
    List<String> in = new ArrayList<>(List.of(x, w, r, b, "", h));
    List<String> out = new ArrayList<>(List.of(name("hidden_of_directions"), name("h_next")));
    if (!c.isEmpty()) {
      in.add(c);
      out.add(name("c_next"));
    }
    List<Attribute> attributes = new ArrayList<>(List.of(Attribute.of("hidden_size", units)));
    if (architecture.cell() == Cell.GRU) {
      attributes.add(Attribute.of("linear_before_reset", 1));
    }
    graph.nodes(architecture.cell().name(), out, in, attributes.toArray(Attribute[]::new));
    String direction = graph.constant(named("direction"), Tensor.ofInts(1));
    String hidden =
        graph.node("Squeeze", named("hidden"), List.of(name("hidden_of_directions"), direction));
    return new Outputs(hidden, name("h_next"), c.isEmpty() ? "" : name("c_next"));
  }

  private Outputs scan(String input, String h, String c) {
    int columns = gates * units;
    String w = graph.constant(named("weight_ih"), plain(0, architecture.inputs(layer), columns));
    String bias = graph.constant(named("bias_ih"), plain(2, columns));
    String r = graph.constant(named("weight_hh"), plain(1, units, columns));
    String recurrentBias = graph.constant(named("bias_hh"), plain(3, columns));
    String product =
        architecture.readsTokens(layer)
            ? graph.node("Gather", named("rows"), List.of(w, input))
            : graph.node("MatMul", named("product"), List.of(input, w));
    String x = graph.node("Add", named("gates_of_input"), List.of(product, bias));
    String axis = graph.constant(named("axis"), Tensor.ofInts(0));
    List<String> in = new ArrayList<>();
    List<String> out = new ArrayList<>();
    in.add(graph.node("Squeeze", named("h_before"), List.of(h, axis)));
    out.add(name("h_last"));
    if (!c.isEmpty()) {
      in.add(graph.node("Squeeze", named("c_before"), List.of(c, axis)));
      out.add(name("c_last"));
    }
    in.add(x);
    out.add(name("hidden"));
    graph.nodes(
        "Scan",
        out,
        in,
        Attribute.of("num_scan_inputs", 1),
        Attribute.of("body", CellBody.of(architecture, "step_l" + layer + "_", r, recurrentBias)));
    return new Outputs(
        name("hidden"),
        graph.node("Unsqueeze", named("h_next"), List.of(name("h_last"), axis)),
        c.isEmpty() ? "" : graph.node("Unsqueeze", named("c_next"), List.of(name("c_last"), axis)));
  }

  private String oneHot(String tokens) {
    String depth = graph.constant("vocab_size", Tensor.of((long) architecture.inputs(layer)));
    String values = graph.constant("off_on", Tensor.of(new float[] {0, 1}, 2));
    return graph.node("OneHot", "one_hot", List.of(tokens, depth, values));
  }

  private int[] order() {
    return switch (architecture.cell()) {
      case LSTM -> LSTM_GATES;
      case GRU -> GRU_GATES;
      case RNN -> RNN_GATES;
      case MGU -> throw new IllegalStateException("ONNX has no minimal gated unit");
    };
  }

  /** Returns an array of the layer, row by row, with the gates in ONNX's order. */
  private float[] reordered(int array, int[] order, int columns) {
    float[] values = arrays.get(array).values(canonical);
    float[] reordered = new float[values.length];
    int gate = units * columns;
    for (int g = 0; g < order.length; g++) {
      System.arraycopy(values, order[g] * gate, reordered, g * gate, gate);
    }
    return reordered;
  }

  /** Returns an array of the layer as the canonical order has it: a weight's rows are inputs. */
  private Tensor plain(int array, Integer... shape) {
    float[] values = new float[arrays.get(array).size()];
    System.arraycopy(canonical, arrays.get(array).start(), values, 0, values.length);
    return Tensor.of(values, shape);
  }

  private String named(String tensor) {
    return tensor + "_l" + layer;
  }

  private String name(String tensor) {
    return graph.name(named(tensor));
  }
}
