package io.github.lstmsweep.result;

import io.github.lstmsweep.train.TrainedModel;
import java.io.IOException;
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

  /** The parameters. */
  static float[] read(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < HEADER_BYTES || !Arrays.equals(MAGIC, 0, 8, bytes, 0, 8)) {
      throw new IOException("it is no model file of version " + VERSION);
    }
    int count = buffer.getInt(8);
    if (bytes.length != HEADER_BYTES + 4L * count) {
      throw new IOException(
          "it has " + bytes.length + " bytes, must have " + (HEADER_BYTES + 4L * count));
    }
    float[] parameters = new float[count];
    buffer.position(HEADER_BYTES).asFloatBuffer().get(parameters);
    return parameters;
  }
}
