package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.storage.CorruptFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks that the lists and texts in a Parquet file's footer fit into the footer. A reader
 * allocates a list before it reads it, so a few bytes could claim all memory.
 *
 * <p>The footer is a struct of Thrift's compact protocol (its specification is {@code
 * thrift-compact-protocol.md}). This class reads only its sizes.
 */
final class FooterShape {
  private static final byte[] END = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = Integer.BYTES + END.length;
  private static final int MOST_LEVELS = 64;
  private static final int VARINT_BYTES = 10;

  private final byte[] file;
  private final int end;
  private int at;

  private FooterShape(byte[] file, int footerBytes) {
    this.file = file;
    this.end = file.length - TAIL_BYTES;
    this.at = end - footerBytes;
  }

  /**
   * Throws an exception if the footer promises more than it holds. Parquet itself reports a file
   * that is no Parquet file at all.
   */
  static void check(byte[] file) throws CorruptFileException {
    int from = file.length - END.length;
    if (file.length < TAIL_BYTES || !Arrays.equals(file, from, file.length, END, 0, END.length)) {
      return;
    }
    int bytes =
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL_BYTES);
    if (bytes >= 0 && bytes <= file.length - TAIL_BYTES) {
      new FooterShape(file, bytes).struct(0);
    }
  }

  private void struct(int level) throws CorruptFileException {
    if (level > MOST_LEVELS) {
      throw broken();
    }
    for (int field = next(); (field & 0xf) != 0; field = next()) {
      if (field >> 4 == 0) {
        varint();
      }
      boolean isBoolean = (field & 0xf) <= 2;
      if (!isBoolean) {
        value(field & 0xf, level);
      }
    }
  }

  private void value(int type, int level) throws CorruptFileException {
    switch (type) {
      case 1, 2, 3 -> skip(1);
      case 4, 5, 6 -> varint();
      case 7 -> skip(Double.BYTES);
      case 8 -> skip(varint());
      case 9, 10 -> list(level);
      case 12 -> struct(level + 1);
      // Parquet has no maps.
      default -> throw broken();
    }
  }

  private void list(int level) throws CorruptFileException {
    int header = next();
    long size = header >> 4;
    if (size == 0xf) {
      size = varint();
    }
    // Each element takes at least one byte.
    if (size < 0 || size > end - at) {
      throw broken();
    }
    for (long i = 0; i < size; i++) {
      value(header & 0xf, level + 1);
    }
  }

  private long varint() throws CorruptFileException {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES; i++) {
      int b = next();
      value |= (b & 0x7fL) << (7 * i);
      if (b < 0x80) {
        return value;
      }
    }
    throw broken();
  }

  private void skip(long bytes) throws CorruptFileException {
    if (bytes < 0 || bytes > end - at) {
      throw broken();
    }
    at += (int) bytes;
  }

  private int next() throws CorruptFileException {
    if (at >= end) {
      throw broken();
    }
    return file[at++] & 0xff;
  }

  private static CorruptFileException broken() {
    return new CorruptFileException("its footer is broken");
  }
}
