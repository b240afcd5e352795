package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.storage.CorruptFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Checks that the lists and texts in a Parquet file's footer fit into the footer. A reader
 * allocates a list before it reads it, so a few bytes could claim all memory. Columns may be nested
 * to a few levels only, because Parquet prints a schema with an indentation.
 *
 * <p>The footer is a struct of Thrift's compact protocol (its specification is {@code
 * thrift-compact-protocol.md}). This class reads only its sizes.
 */
final class FooterShape {
  private static final byte[] END = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = Integer.BYTES + END.length;
  private static final int MOST_LEVELS = 64;
  private static final int VARINT_BYTES = 10;

  /** The list of columns in the footer, and the number of children in an element of it. */
  private static final int SCHEMA = 2;

  private static final int CHILDREN = 5;

  /** An element of a list in a column has four levels. Parquet writes the levels in full. */
  private static final int MOST_NESTED = 16;

  private static final int INT = 5;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

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

  /** Reads a struct and returns the number of children, if it is an element of the schema. */
  private long struct(int level) throws CorruptFileException {
    if (level > MOST_LEVELS) {
      throw broken();
    }
    long id = 0;
    long children = 0;
    for (int field = next(); (field & 0xf) != 0; field = next()) {
      id = field >> 4 == 0 ? zigzag() : id + (field >> 4);
      int type = field & 0xf;
      boolean isBoolean = type <= 2;
      if (level == 0 && id == SCHEMA && type == LIST) {
        schema();
      } else if (id == CHILDREN && type == INT) {
        children = zigzag();
      } else if (!isBoolean) {
        value(type, level);
      }
    }
    return children;
  }

  /** Reads the schema, which is a tree in the order of its lines. */
  private void schema() throws CorruptFileException {
    int header = next();
    long size = size(header);
    Deque<Long> left = new ArrayDeque<>();
    for (long i = 0; i < size; i++) {
      if ((header & 0xf) != STRUCT) {
        throw broken();
      }
      long children = struct(1);
      if (!left.isEmpty()) {
        left.push(left.pop() - 1);
      }
      if (children > 0) {
        left.push(children);
      }
      while (!left.isEmpty() && left.peek() == 0) {
        left.pop();
      }
      if (left.size() > MOST_NESTED) {
        throw new CorruptFileException("its columns are nested too deeply");
      }
    }
  }

  private void value(int type, int level) throws CorruptFileException {
    switch (type) {
      case 1, 2, 3 -> skip(1);
      case 4, INT, 6 -> varint();
      case 7 -> skip(Double.BYTES);
      case 8 -> skip(varint());
      case LIST, 10 -> list(level);
      case STRUCT -> struct(level + 1);
      // Parquet has no maps.
      default -> throw broken();
    }
  }

  private void list(int level) throws CorruptFileException {
    int header = next();
    long size = size(header);
    for (long i = 0; i < size; i++) {
      value(header & 0xf, level + 1);
    }
  }

  /** Returns the number of elements of a list. */
  private long size(int header) throws CorruptFileException {
    long size = header >> 4;
    if (size == 0xf) {
      size = varint();
    }
    // Each element takes at least one byte.
    if (size < 0 || size > end - at) {
      throw broken();
    }
    return size;
  }

  private long zigzag() throws CorruptFileException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
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
