package io.github.lstmsweep.corpus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalDouble;

/**
 * A series of numbers in the order of time.
 *
 * @param name the built-in name or the path that the user gave; a URI is kept without user info and
 *     query
 * @param column name of the column of the CSV file; empty if the series is built in
 * @param values all finite; not copied, never written to
 * @param noise standard deviation of the part that no forecast can predict; empty if unknown
 */
// Never compared or used as a key: the array is what the network reads.
@SuppressWarnings("ArrayRecordComponent")
public record TimeSeries(String name, String column, float[] values, OptionalDouble noise)
    implements TrainingData {
  /** Spark keeps the sent bytes next to the values read from them. */
  private static final long BYTES_OF_VALUE = 8;

  @Override
  public int length() {
    return values.length;
  }

  /** Returns the lower-case hexadecimal SHA-256 of the values as little-endian float32. */
  @Override
  public String sha256() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public long heapBytes() {
    return BYTES_OF_VALUE * values.length;
  }
}
