package io.github.lstmsweep.sweep.export.onnx;

/**
 * An attribute of a node, ONNX's {@code AttributeProto}.
 *
 * @param proto its message
 */
record Attribute(Proto proto) {
  private static final int NAME = 1;
  private static final int INT = 3;
  private static final int GRAPH = 6;
  private static final int INTS = 8;
  private static final int TYPE = 20;
  private static final int TYPE_INT = 2;
  private static final int TYPE_GRAPH = 5;
  private static final int TYPE_INTS = 7;
  private static final int TENSOR = 5;
  private static final int TYPE_TENSOR = 4;

  /** A whole number. */
  static Attribute of(String name, long value) {
    return typed(name, TYPE_INT, new Proto().number(INT, value));
  }

  /** Several whole numbers. */
  static Attribute ofInts(String name, long... values) {
    Proto fields = new Proto();
    for (long value : values) {
      fields.number(INTS, value);
    }
    return typed(name, TYPE_INTS, fields);
  }

  /** A graph that the node runs. */
  static Attribute of(String name, OnnxGraph body) {
    return typed(name, TYPE_GRAPH, new Proto().message(GRAPH, body.proto()));
  }

  /** A tensor. */
  static Attribute of(String name, Tensor value) {
    return typed(name, TYPE_TENSOR, new Proto().message(TENSOR, value.proto(name)));
  }

  private static Attribute typed(String name, int type, Proto value) {
    return new Attribute(value.text(NAME, name).number(TYPE, (long) type));
  }
}
