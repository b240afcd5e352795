package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Vocabulary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The parameters of a trained network and the text that it writes.
 *
 * @param parameters in the order of {@code nn.Parameters}; not copied
 * @param sample the prefix and its continuation; empty if the model writes no text
 * @param vocabulary its tokens, which make the model usable without its training text
 */
// Never compared or used as a key: the hash of the parameters is.
@SuppressWarnings("ArrayRecordComponent")
public record TrainedModel(float[] parameters, String sample, Optional<Vocabulary> vocabulary) {
  /** Makes a model without tokens. */
  public TrainedModel(float[] parameters, String sample) {
    this(parameters, sample, Optional.empty());
  }

  /** Returns the parameters as little-endian float32, {@code 4 * parameters.length} bytes. */
  public byte[] littleEndian() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, parameters.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(parameters);
    return bytes.array();
  }

  /** Returns the lower-case hexadecimal SHA-256 of {@link #littleEndian()}. */
  public String parametersSha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(littleEndian()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
