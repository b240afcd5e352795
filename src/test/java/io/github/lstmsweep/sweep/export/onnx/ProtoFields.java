package io.github.lstmsweep.sweep.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a message of Protocol Buffers field by field, without a description of it. */
record ProtoFields(List<Field> fields) {
  /** A field: its number, and its value if it is a number or its bytes if it is none. */
  // Never compared or used as a key.
  @SuppressWarnings("ArrayRecordComponent")
  record Field(int number, long value, byte[] bytes) {}

  static ProtoFields of(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = varint(in);
      int number = (int) (key >>> 3);
      switch ((int) (key & 7)) {
        case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          fields.add(new Field(number, 0, bytes));
        }
        case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
        default -> throw new IllegalArgumentException("No field has the key " + key);
      }
    }
    return new ProtoFields(fields);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte part;
    do {
      part = in.get();
      value |= (long) (part & 0x7f) << shift;
      shift += 7;
    } while (part < 0);
    return value;
  }

  List<ProtoFields> messages(int number) {
    return fields.stream().filter(f -> f.number() == number).map(f -> of(f.bytes())).toList();
  }

  List<String> texts(int number) {
    return fields.stream()
        .filter(f -> f.number() == number)
        .map(f -> new String(f.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  List<Long> numbers(int number) {
    return fields.stream().filter(f -> f.number() == number).map(Field::value).toList();
  }

  String text(int number) {
    return texts(number).get(0);
  }

  byte[] bytes(int number) {
    return fields.stream().filter(f -> f.number() == number).findFirst().orElseThrow().bytes();
  }
}
