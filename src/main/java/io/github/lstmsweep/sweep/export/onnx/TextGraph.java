package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.sweep.export.onnx.OnnxGraph.Info;
import java.util.List;

/** Builds the graph of a language model. */
final class TextGraph {
  private static final String BATCH = "batch";
  private static final String STEPS = "steps";

  private TextGraph() {}

  /** Returns the graph. */
  static OnnxGraph of(Architecture architecture, float[] canonical) {
    OnnxGraph graph = new OnnxGraph("language_model", "");
    Network network = new Network(graph, architecture, canonical);
    String vocabSize = Integer.toString(architecture.vocabSize());
    graph.input(
        new Info(
            "tokens",
            Tensor.Type.INT64,
            List.of(STEPS, BATCH),
            "Ids of tokens: places in the vocabulary, from 0. [steps, batch]"));
    graph.output(
        new Info(
            "logits",
            Tensor.Type.FLOAT,
            List.of(STEPS, BATCH, vocabSize),
            "Scores of the next token after each step, to divide by a temperature. [steps, batch,"
                + " tokens]"));
    graph.output(
        new Info(
            "probabilities",
            Tensor.Type.FLOAT,
            List.of(STEPS, BATCH, vocabSize),
            "Softmax of the logits. [steps, batch, tokens]"));
    network.declareState(BATCH);
    String hidden = network.layers("tokens", Network.H, Network.C);
    String logits = network.linear(hidden, "logits");
    graph.nodeTo("probabilities", "Softmax", List.of(logits), Attribute.of("axis", 2));
    return graph;
  }
}
