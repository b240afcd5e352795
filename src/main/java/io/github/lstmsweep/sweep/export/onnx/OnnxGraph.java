package io.github.lstmsweep.sweep.export.onnx;

import java.util.List;

/**
 * A graph while it is built, ONNX's {@code GraphProto}: nodes in the order in which they run, and
 * the tensors between them by name. A name is used once in a graph and the graphs inside it.
 */
final class OnnxGraph {
  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_NAME = 3;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;

  private static final int INFO_NAME = 1;
  private static final int INFO_TYPE = 2;
  private static final int INFO_DOCUMENT = 3;
  private static final int TENSOR_TYPE = 1;
  private static final int ELEMENT_TYPE = 1;
  private static final int SHAPE = 2;
  private static final int DIMENSION = 1;
  private static final int DIMENSION_VALUE = 1;
  private static final int DIMENSION_NAME = 2;

  private final Proto proto = new Proto();
  private final String prefix;

  /**
   * An empty graph.
   *
   * @param prefix begins the names of its tensors, unless they are inputs or outputs
   */
  OnnxGraph(String name, String prefix) {
    this.prefix = prefix;
    proto.text(NAME, name);
  }

  /**
   * An input or an output.
   *
   * @param name of the tensor
   * @param type of its numbers
   * @param shape each size is a number, or the name of a size that a caller chooses
   * @param document its meaning, for people
   */
  record Info(String name, Tensor.Type type, List<String> shape, String document) {
    private Proto proto() {
      Proto sizes = new Proto();
      for (String size : shape) {
        Proto dimension = new Proto();
        if (Character.isDigit(size.charAt(0))) {
          dimension.number(DIMENSION_VALUE, Long.parseLong(size));
        } else {
          dimension.text(DIMENSION_NAME, size);
        }
        sizes.message(DIMENSION, dimension);
      }
      Proto tensor = new Proto().number(ELEMENT_TYPE, (long) type.code()).message(SHAPE, sizes);
      Proto info =
          new Proto()
              .text(INFO_NAME, name)
              .message(INFO_TYPE, new Proto().message(TENSOR_TYPE, tensor));
      return document.isEmpty() ? info : info.text(INFO_DOCUMENT, document);
    }
  }

  /** Adds an input. */
  OnnxGraph input(Info info) {
    proto.message(INPUT, info.proto());
    return this;
  }

  /** Adds an output. */
  OnnxGraph output(Info info) {
    proto.message(OUTPUT, info.proto());
    return this;
  }

  /** Adds numbers that never change, and returns their name. */
  String constant(String name, Tensor value) {
    proto.message(INITIALIZER, value.proto(prefix + name));
    return prefix + name;
  }

  /** Adds a node with one output, and returns the output's name. */
  String node(String operator, String output, List<String> inputs, Attribute... attributes) {
    return nodeTo(prefix + output, operator, inputs, attributes);
  }

  /** Adds a node with one output, which is an output of the graph. */
  String nodeTo(String output, String operator, List<String> inputs, Attribute... attributes) {
    nodes(operator, List.of(output), inputs, attributes);
    return output;
  }

  /**
   * Adds a node with several outputs.
   *
   * @param outputs whole names; an empty one is an output that nobody reads
   * @param inputs whole names; an empty one is an input that is left out
   */
  void nodes(String operator, List<String> outputs, List<String> inputs, Attribute... attributes) {
    Proto node = new Proto();
    inputs.forEach(input -> node.text(NODE_INPUT, input));
    outputs.forEach(output -> node.text(NODE_OUTPUT, output));
    node.text(NODE_NAME, operator + ":" + outputs.get(outputs.size() - 1));
    node.text(NODE_OPERATOR, operator);
    for (Attribute attribute : attributes) {
      node.message(NODE_ATTRIBUTE, attribute.proto());
    }
    proto.message(NODE, node);
  }

  /** Returns the name of a tensor of this graph. */
  String name(String tensor) {
    return prefix + tensor;
  }

  /** Returns the message of the graph. */
  Proto proto() {
    return proto;
  }
}
