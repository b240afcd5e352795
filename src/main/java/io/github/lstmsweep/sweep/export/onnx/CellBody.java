package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of a cell in primitive operators: the body of a {@code Scan}. The formulas are those of
 * {@code nn.kernel.ScalarCells}. The state h and the content c are [B, H], and the gates of the
 * input are [B, G·H].
 */
final class CellBody {
  private static final String B = "batch";

  private final OnnxGraph body;
  private final Architecture architecture;
  private final String h;
  private final String c;

  private CellBody(OnnxGraph body, Architecture architecture) {
    this.body = body;
    this.architecture = architecture;
    this.h = body.name("h");
    this.c = body.name("c");
  }

  /**
   * Returns the graph of a step. It takes h, c if the cell has a content, and the gates of the
   * input. It returns the new h, the new c, and the new h once more, for the sequence.
   *
   * @param prefix begins its names
   * @param weights name of the recurrent weights, [H, G·H], in the graph around it
   * @param bias name of the recurrent biases, [G·H], in the graph around it
   */
  static OnnxGraph of(Architecture architecture, String prefix, String weights, String bias) {
    OnnxGraph graph = new OnnxGraph("step", prefix);
    new CellBody(graph, architecture).add(weights, bias);
    return graph;
  }

  private void add(String weights, String bias) {
    boolean hasContent = architecture.cell().hasContent();
    int units = architecture.numHiddens();
    int gates = architecture.cell().gates();
    String x = body.name("x");
    body.input(info(h, units));
    if (hasContent) {
      body.input(info(c, units));
    }
    body.input(info(x, gates * units));
    String product = body.node("MatMul", "product", List.of(h, weights));
    String y = body.node("Add", "y", List.of(product, bias));
    String next = formulas(parts(x, "x", gates), parts(y, "y", gates));
    body.output(info(next, units));
    if (hasContent) {
      body.output(info(body.name("c_next"), units));
    }
    String again = body.node("Identity", "hidden", List.of(next));
    body.output(info(again, units));
  }

  private static OnnxGraph.Info info(String name, int columns) {
    return new OnnxGraph.Info(name, Tensor.Type.FLOAT, List.of(B, Integer.toString(columns)), "");
  }

  private List<String> parts(String whole, String letter, int gates) {
    if (gates == 1) {
      return List.of(whole);
    }
    List<String> parts = IntStream.range(0, gates).mapToObj(g -> body.name(letter + g)).toList();
    body.nodes("Split", parts, List.of(whole), Attribute.of("axis", 1));
    return parts;
  }

  /**
   * Adds the cell's formulas and returns the name of the new h.
   *
   * @param x parts of the input, one per gate in PyTorch's order
   * @param y parts of the state
   */
  private String formulas(List<String> x, List<String> y) {
    return switch (architecture.cell()) {
      case LSTM -> {
        String input = sigmoid("i", sum("i_sum", x.get(0), y.get(0)));
        String forget = sigmoid("f", sum("f_sum", x.get(1), y.get(1)));
        String candidate = body.node("Tanh", "g", List.of(sum("g_sum", x.get(2), y.get(2))));
        String out = sigmoid("o", sum("o_sum", x.get(3), y.get(3)));
        String kept = body.node("Mul", "kept", List.of(forget, c));
        String added = body.node("Mul", "added", List.of(input, candidate));
        String content = body.node("Add", "c_next", List.of(kept, added));
        yield body.node("Mul", "h_next", List.of(out, activated("c_active", content)));
      }
      case GRU -> {
        String reset = sigmoid("r", sum("r_sum", x.get(0), y.get(0)));
        String update = sigmoid("z", sum("z_sum", x.get(1), y.get(1)));
        String candidate = candidate(reset, x.get(2), y.get(2));
        yield between(candidate, update, h);
      }
      case MGU -> {
        String forget = sigmoid("f", sum("f_sum", x.get(0), y.get(0)));
        yield between(h, forget, candidate(forget, x.get(1), y.get(1)));
      }
      case RNN -> activated("h_next", sum("sum", x.get(0), y.get(0)));
    };
  }

  private String candidate(String gate, String x, String y) {
    String gated = body.node("Mul", "gated", List.of(gate, y));
    return activated("n", sum("n_sum", x, gated));
  }

  /** Returns {@code from + gate·(to - from)} as the new h. */
  private String between(String from, String gate, String to) {
    String way = body.node("Sub", "way", List.of(to, from));
    String part = body.node("Mul", "part", List.of(gate, way));
    return body.node("Add", "h_next", List.of(from, part));
  }

  private String sum(String output, String x, String y) {
    return body.node("Add", output, List.of(x, y));
  }

  private String sigmoid(String output, String sum) {
    return body.node("Sigmoid", output, List.of(sum));
  }

  private String activated(String output, String sum) {
    return architecture.hiddenActivation() == HiddenActivation.TANH
        ? body.node("Tanh", output, List.of(sum))
        : body.node("Identity", output, List.of(sum));
  }
}
