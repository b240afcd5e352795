package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.sweep.export.onnx.OnnxGraph.Info;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The layers of a network as nodes, from its input to the output layer. The state before and after
 * is one tensor of all layers, [L, B, H], for L layers, B sequences and H hidden units.
 */
final class Network {
  /** The names of the state's tensors, as inputs and as outputs. */
  static final String H = "h";

  static final String C = "c";
  static final String H_NEXT = "h_next";
  static final String C_NEXT = "c_next";

  private final OnnxGraph graph;
  private final Architecture architecture;
  private final float[] canonical;

  Network(OnnxGraph graph, Architecture architecture, float[] canonical) {
    this.graph = graph;
    this.architecture = architecture;
    this.canonical = canonical;
  }

  /** Makes the state before the first step an input, and the state after the last an output. */
  void declareState(String batch) {
    graph.input(state(H, batch, "Hidden states before the first step; zeros to begin"));
    graph.output(state(H_NEXT, batch, "Hidden states after the last step, for the next call"));
    if (hasContent()) {
      graph.input(state(C, batch, "Cell contents before the first step; zeros to begin"));
      graph.output(state(C_NEXT, batch, "Cell contents after the last step, for the next call"));
    }
  }

  private Info state(String name, String batch, String document) {
    return new Info(
        name,
        Tensor.Type.FLOAT,
        List.of(
            Integer.toString(architecture.numLayers()),
            batch,
            Integer.toString(architecture.numHiddens())),
        document + ". [layers, " + batch + ", hidden units]");
  }

  boolean hasContent() {
    return architecture.cell().hasContent();
  }

  /**
   * Adds the recurrent layers.
   *
   * @param input tokens [S, B], or numbers [S, B, I]
   * @param h name of the hidden states before the first step
   * @param c name of the contents before the first step; not read if the cell has none
   * @return the name of the last layer's hidden states, [S, B, H]
   */
  String layers(String input, String h, String c) {
    int layers = architecture.numLayers();
    List<String> hs = parts(h, H);
    List<String> cs = hasContent() ? parts(c, C) : List.of();
    List<String> hNext = new ArrayList<>();
    List<String> cNext = new ArrayList<>();
    String below = input;
    for (int layer = 0; layer < layers; layer++) {
      RecurrentLayer.Outputs made =
          new RecurrentLayer(graph, architecture, layer, canonical)
              .add(below, hs.get(layer), hasContent() ? cs.get(layer) : "");
      hNext.add(made.h());
      cNext.add(made.c());
      below = made.hidden();
    }
    graph.nodeTo(H_NEXT, "Concat", hNext, Attribute.of("axis", 0));
    if (hasContent()) {
      graph.nodeTo(C_NEXT, "Concat", cNext, Attribute.of("axis", 0));
    }
    return below;
  }

  private List<String> parts(String whole, String letter) {
    int layers = architecture.numLayers();
    if (layers == 1) {
      return List.of(whole);
    }
    List<String> parts =
        IntStream.range(0, layers).mapToObj(layer -> graph.name(letter + "_l" + layer)).toList();
    graph.nodes("Split", parts, List.of(whole), Attribute.of("axis", 0));
    return parts;
  }

  /**
   * Adds the output layer.
   *
   * @param hidden [..., H]
   * @param output name of the result, [..., V]
   */
  String linear(String hidden, String output) {
    List<ParameterArray> arrays = ParameterArray.of(architecture);
    ParameterArray weight = arrays.get(arrays.size() - 2);
    ParameterArray bias = arrays.get(arrays.size() - 1);
    int outputs = bias.size();
    int units = architecture.numHiddens();
    float[] byOutputs = weight.values(canonical);
    float[] byUnits = new float[byOutputs.length];
    for (int v = 0; v < outputs; v++) {
      for (int k = 0; k < units; k++) {
        byUnits[k * outputs + v] = byOutputs[v * units + k];
      }
    }
    String w = graph.constant("linear_weight", Tensor.of(byUnits, units, outputs));
    String b = graph.constant("linear_bias", Tensor.of(bias.values(canonical), outputs));
    String product = graph.node("MatMul", "linear_product", List.of(hidden, w));
    return graph.nodeTo(output, "Add", List.of(product, b));
  }
}
