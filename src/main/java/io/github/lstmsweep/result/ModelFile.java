package io.github.lstmsweep.result;

import io.github.lstmsweep.train.TrainedModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a model file, all little-endian: the seven letters {@code LSTMSWP}, a version byte
 * (2), the number of parameters as int32, then every parameter as float32 in the order of {@code
 * nn.Parameters}. In Python: {@code numpy.fromfile(path, dtype='<f4', offset=12)}.
 */
final class ModelFile {
  private static final byte VERSION = 2;
  private static final byte[] MAGIC =
      Arrays.copyOf("LSTMSWP".getBytes(StandardCharsets.US_ASCII), 8);
  private static final int HEADER_BYTES = 12;

  static {
    MAGIC[7] = VERSION;
  }

  private ModelFile() {}

  static byte[] write(TrainedModel model) {
    byte[] payload = model.littleEndian();
    return ByteBuffer.allocate(Math.addExact(HEADER_BYTES, payload.length))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putInt(model.parameters().length)
        .put(payload)
        .array();
  }

  /**
   * The parameters.
   *
   * @param sha256 of their bytes, as the row has it
   * @throws CorruptFileException where the bytes are no model file of this version, too many or too
   *     few, or not the row's
   */
  static float[] read(byte[] bytes, String sha256) throws CorruptFileException {
    if (bytes.length < HEADER_BYTES || !Arrays.equals(MAGIC, 0, 7, bytes, 0, 7)) {
      throw new CorruptFileException("it is no model file: it must begin with LSTMSWP");
    }
    if (bytes[7] != VERSION) {
      throw new CorruptFileException(
          "its version is " + (bytes[7] & 0xff) + ", must be " + VERSION);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int count = buffer.getInt(8);
    long length = HEADER_BYTES + 4L * count;
    if (bytes.length != length) {
      throw new CorruptFileException(
          "it has "
              + bytes.length
              + " bytes, must have 12 and 4 for each of its "
              + count
              + " parameters");
    }
    String found = Sha256.of(bytes, HEADER_BYTES);
    if (!found.equals(sha256)) {
      throw new CorruptFileException(
          "the SHA-256 of its parameters is " + found + ", must be " + sha256);
    }
    float[] parameters = new float[count];
    buffer.position(HEADER_BYTES).asFloatBuffer().get(parameters);
    return parameters;
  }
}
