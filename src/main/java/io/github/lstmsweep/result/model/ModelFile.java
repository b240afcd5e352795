package io.github.lstmsweep.result.model;

import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.train.TrainedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the bytes of a model file, all little-endian:
 *
 * <pre>
 * 7 bytes   LSTMSWP
 * 1 byte    version, 3 or 4
 * int32     n, the number of parameters
 * n float32 the parameters, in the order of nn.Parameters
 * int32     m, the bytes of the tokens
 * m bytes   the tokens in the order of their ids, UTF-8, each with a line feed after it
 * 32 bytes  SHA-256 of those m
 * </pre>
 *
 * Version 4 is for vocabularies with a line feed or a tab: see {@link TokenLines}. Version 2 ends
 * after the parameters. One reader of the first 12 + 4n bytes can thus read all versions. In
 * Python: {@code numpy.fromfile(path, dtype='<f4', count=n, offset=12)}.
 */
public final class ModelFile {
  private static final byte VERSION = 3;
  private static final byte WITH_LINE_ENDS = 4;
  private static final byte WITHOUT_TOKENS = 2;
  private static final byte[] MAGIC = "LSTMSWP".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 12;
  private static final int SHA256_BYTES = 32;

  private ModelFile() {}

  /** Returns the bytes of the file for {@code model}, in version 3 or 4. */
  public static byte[] write(TrainedModel model) {
    byte[] payload = model.littleEndian();
    byte[] tokens = model.vocabulary().map(TokenLines::write).orElse(new byte[0]);
    int length = HEADER_BYTES + Integer.BYTES + tokens.length + SHA256_BYTES;
    return ByteBuffer.allocate(Math.addExact(length, payload.length))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put(
            model.vocabulary().filter(TokenLines::hasLineEnds).isPresent()
                ? WITH_LINE_ENDS
                : VERSION)
        .putInt(model.parameters().length)
        .put(payload)
        .putInt(tokens.length)
        .put(tokens)
        .put(HexFormat.of().parseHex(Sha256.of(tokens)))
        .array();
  }

  /**
   * Reads a model file of version 2, 3 or 4.
   *
   * @param sha256 SHA-256 of the parameters' bytes, from the row
   * @throws CorruptFileException if the bytes are no such file, are too many or too few, or do not
   *     match the row
   */
  public static PublishedModel read(byte[] bytes, String sha256) throws CorruptFileException {
    if (bytes.length < HEADER_BYTES || !Arrays.equals(MAGIC, 0, 7, bytes, 0, 7)) {
      throw new CorruptFileException("it is no model file: it must begin with LSTMSWP");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = buffer.getInt(8);
    checkSize(buffer, count);
    int end = HEADER_BYTES + Float.BYTES * count;
    String found = Sha256.of(bytes, HEADER_BYTES, end);
    if (!found.equals(sha256)) {
      throw new CorruptFileException(
          "the SHA-256 of its parameters is " + found + ", must be " + sha256);
    }
    float[] parameters = new float[count];
    buffer.position(HEADER_BYTES).asFloatBuffer().get(parameters);
    return new PublishedModel(
        parameters,
        bytes[7] == WITHOUT_TOKENS ? Optional.empty() : tokens(bytes, end + Integer.BYTES));
  }

  private static void checkSize(ByteBuffer file, int count) throws CorruptFileException {
    byte version = file.get(7);
    long end = HEADER_BYTES + (long) Float.BYTES * count;
    String parameters = "4 for each of its " + count + " parameters";
    if (version == WITHOUT_TOKENS) {
      requireSize(file, end == file.capacity(), "12 and " + parameters);
    } else if (version == VERSION || version == WITH_LINE_ENDS) {
      // The size of the tokens is readable only if all parameters are there.
      long shortest = end + Integer.BYTES + SHA256_BYTES;
      requireSize(file, count >= 0 && file.capacity() >= shortest, "at least 48 and " + parameters);
      int tokens = file.getInt((int) end);
      requireSize(
          file,
          file.capacity() == shortest + tokens,
          "48, " + parameters + " and " + tokens + " of its tokens");
    } else {
      throw new CorruptFileException(
          "its version is "
              + (version & 0xff)
              + ", must be 2, 3 or 4"
              + ((version & 0xff) > WITH_LINE_ENDS ? "; a newer lstm-sweep may read it" : ""));
    }
  }

  private static void requireSize(ByteBuffer file, boolean holds, String bound)
      throws CorruptFileException {
    if (!holds) {
      throw new CorruptFileException("it has " + file.capacity() + " bytes, must have " + bound);
    }
  }

  private static Optional<Vocabulary> tokens(byte[] bytes, int from) throws CorruptFileException {
    int to = bytes.length - SHA256_BYTES;
    String found = Sha256.of(bytes, from, to);
    String wanted = HexFormat.of().formatHex(bytes, to, bytes.length);
    if (!found.equals(wanted)) {
      throw new CorruptFileException(
          "the SHA-256 of its tokens is " + found + ", must be " + wanted);
    }
    if (from == to) {
      return Optional.empty();
    }
    List<String> tokens =
        TokenLines.read(
            new String(bytes, from, to - from, StandardCharsets.UTF_8), bytes[7] == WITH_LINE_ENDS);
    try {
      return Optional.of(new Vocabulary(tokens));
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException("its tokens are not sorted, distinct and with <unk>", e);
    }
  }
}
