package io.github.lstmsweep.result.model;

import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.train.TrainedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads arbitrary bytes as a model file. The parameters' hash is that of the bytes themselves, and
 * the checksum of the tokens is corrected.
 */
public final class ModelFuzz {
  private static final int HEADER_BYTES = 12;
  private static final int SHA256_BYTES = 32;
  private static final String OTHER = "0".repeat(64);

  private ModelFuzz() {}

  /**
   * Returns whether {@code input} is accepted. An accepted model must have the parameters of the
   * requested hash, and be equal after it is written and read again.
   */
  public static boolean takes(byte[] input) {
    byte[] file = input.clone();
    String sha256 = parametersSha256(file);
    sumTokens(file);
    PublishedModel model;
    try {
      model = ModelFile.read(file, sha256);
    } catch (CorruptFileException e) {
      return false;
    }
    requireRefused(file);
    TrainedModel written = new TrainedModel(model.parameters(), "", model.vocabulary());
    if (!written.parametersSha256().equals(sha256)) {
      throw new AssertionError(written.parametersSha256() + " was read, not " + sha256);
    }
    requireEqual(model, ModelFile.write(written), sha256);
    return true;
  }

  private static void requireRefused(byte[] file) {
    try {
      ModelFile.read(file, OTHER);
    } catch (CorruptFileException e) {
      return;
    }
    throw new AssertionError("taken for other parameters");
  }

  private static void requireEqual(PublishedModel model, byte[] bytes, String sha256) {
    PublishedModel again;
    try {
      again = ModelFile.read(bytes, sha256);
    } catch (CorruptFileException e) {
      throw new AssertionError("written again, it cannot be read", e);
    }
    Optional<Vocabulary> tokens = again.vocabulary();
    if (!tokens.equals(model.vocabulary())
        || !Arrays.equals(bits(again.parameters()), bits(model.parameters()))) {
      throw new AssertionError("written again, " + model.vocabulary() + " is " + tokens);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  /** Returns the SHA-256 of the parameters that the file says it has. */
  private static String parametersSha256(byte[] file) {
    if (file.length < HEADER_BYTES) {
      return OTHER;
    }
    int count = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER_BYTES - 4);
    long end = HEADER_BYTES + 4L * count;
    return count < 0 || end > file.length ? OTHER : Sha256.of(file, HEADER_BYTES, (int) end);
  }

  /** Corrects the checksum at the end if there are tokens before it. */
  private static void sumTokens(byte[] file) {
    if (file.length < HEADER_BYTES || (file[7] != 3 && file[7] != 4)) {
      return;
    }
    int count = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER_BYTES - 4);
    long from = HEADER_BYTES + 4L * count + 4;
    int to = file.length - SHA256_BYTES;
    if (count >= 0 && from <= to) {
      byte[] sum = HexFormat.of().parseHex(Sha256.of(file, (int) from, to));
      System.arraycopy(sum, 0, file, to, SHA256_BYTES);
    }
  }
}
