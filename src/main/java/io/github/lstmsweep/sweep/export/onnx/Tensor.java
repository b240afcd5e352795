package io.github.lstmsweep.sweep.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Numbers with their shape, ONNX's {@code TensorProto}.
 *
 * @param type of the numbers
 * @param shape empty for a single number
 * @param raw the numbers row by row, little-endian
 */
// Never compared or used as a key.
@SuppressWarnings("ArrayRecordComponent")
record Tensor(Type type, List<Integer> shape, byte[] raw) {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;

  /** The types of numbers that the graphs have, with their constants in ONNX. */
  enum Type {
    /** float32. */
    FLOAT(1),
    /** int64. */
    INT64(7),
    /** float64. */
    DOUBLE(11);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    /** Returns the constant of {@code TensorProto.DataType}. */
    int code() {
      return code;
    }
  }

  /** Numbers in float32. */
  static Tensor of(float[] values, Integer... shape) {
    ByteBuffer raw =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return new Tensor(Type.FLOAT, List.of(shape), raw.array());
  }

  /** Whole numbers in one row. */
  static Tensor ofInts(long... values) {
    ByteBuffer raw = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asLongBuffer().put(values);
    return new Tensor(Type.INT64, List.of(values.length), raw.array());
  }

  /** A whole number without a shape. */
  static Tensor of(long value) {
    return new Tensor(Type.INT64, List.of(), ofInts(value).raw());
  }

  /** Numbers in float64 in one row. */
  static Tensor ofDoubles(double... values) {
    ByteBuffer raw =
        ByteBuffer.allocate(Double.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asDoubleBuffer().put(values);
    return new Tensor(Type.DOUBLE, List.of(values.length), raw.array());
  }

  /** A number in float64 without a shape. */
  static Tensor of(double value) {
    ByteBuffer raw = ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return new Tensor(Type.DOUBLE, List.of(), raw.putDouble(value).array());
  }

  /** Returns the message of this tensor under a name. */
  Proto proto(String name) {
    Proto proto = new Proto();
    for (int size : shape) {
      proto.number(DIMS, (long) size);
    }
    return proto.number(DATA_TYPE, (long) type.code()).text(NAME, name).bytes(RAW_DATA, raw);
  }
}
