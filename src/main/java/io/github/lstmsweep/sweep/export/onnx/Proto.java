package io.github.lstmsweep.sweep.export.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A message of Protocol Buffers while it is written: fields with their numbers, one after the other
 * (protobuf.dev, "Encoding"). Only the kinds of fields that ONNX needs are here. The writer is our
 * own, because Spark brings other versions of the library to the class path.
 */
final class Proto {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int TYPE_BITS = 3;
  private static final int GROUP_BITS = 7;
  private static final int GROUP = (1 << GROUP_BITS) - 1;
  private static final int MORE = 1 << GROUP_BITS;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds a whole number or an enum's constant. */
  Proto number(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** Adds a float. */
  Proto number(int field, float value) {
    key(field, FIXED32);
    out.writeBytes(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
    return this;
  }

  /** Adds a text. */
  Proto text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message. */
  Proto message(int field, Proto value) {
    return bytes(field, value.bytes());
  }

  /** Adds bytes. */
  Proto bytes(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Returns the bytes of the message. */
  byte[] bytes() {
    return out.toByteArray();
  }

  private void key(int field, int type) {
    varint((long) field << TYPE_BITS | type);
  }

  /** Writes seven bits a byte, the lowest first; a negative number takes ten bytes. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~GROUP) != 0) {
      out.write((int) (rest & GROUP) | MORE);
      rest >>>= GROUP_BITS;
    }
    out.write((int) rest);
  }
}
