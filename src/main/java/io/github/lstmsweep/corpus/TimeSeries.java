package io.github.lstmsweep.corpus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A series of numbers in the order of time, and further series whose past is known with its own.
 *
 * @param name the built-in name or the path that the user gave; a URI is kept without user info and
 *     query
 * @param column name of the column of the CSV file; empty if the series is built in
 * @param values all finite; not copied, never written to
 * @param inputColumns further columns of the file, in the order in which a network reads them; each
 *     has as many values
 * @param noise standard deviation of the part that no forecast can predict; empty if unknown
 */
// Never compared or used as a key: the array is what the network reads.
@SuppressWarnings("ArrayRecordComponent")
public record TimeSeries(
    String name,
    String column,
    float[] values,
    List<SeriesColumn> inputColumns,
    OptionalDouble noise)
    implements TrainingData {
  /** Spark keeps the sent bytes next to the values read from them. */
  private static final long BYTES_OF_VALUE = 8;

  /** Copies the list, and refuses columns of other lengths. */
  public TimeSeries {
    inputColumns = List.copyOf(inputColumns);
    for (SeriesColumn input : inputColumns) {
      if (input.values().length != values.length) {
        throw new IllegalArgumentException(
            "Cannot add column %s of %d values to a series: must have %d"
                .formatted(input.name(), input.values().length, values.length));
      }
    }
  }

  /** A series of one column. */
  public TimeSeries(String name, String column, float[] values, OptionalDouble noise) {
    this(name, column, values, List.of(), noise);
  }

  @Override
  public int length() {
    return values.length;
  }

  /** Returns the numbers of each moment: the value, and one for each further column. */
  public int width() {
    return 1 + inputColumns.size();
  }

  /** Returns the last {@code count} moments of this series. */
  public TimeSeries last(int count) {
    return new TimeSeries(
        name,
        column,
        last(values, count),
        inputColumns.stream()
            .map(input -> new SeriesColumn(input.name(), last(input.values(), count)))
            .toList(),
        noise);
  }

  private static float[] last(float[] numbers, int count) {
    return Arrays.copyOfRange(numbers, numbers.length - count, numbers.length);
  }

  /**
   * Returns the lower-case hexadecimal SHA-256 of the values as little-endian float32, followed by
   * those of each further column.
   */
  @Override
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes(values));
      inputColumns.forEach(input -> digest.update(bytes(input.values())));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return bytes.array();
  }

  @Override
  public long heapBytes() {
    return BYTES_OF_VALUE * values.length * width();
  }
}
