package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.RowSeal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes a file of rows from a fuzzer's bytes, with the numbers that a reader checks first. Bytes
 * cut in two, into pages and footer, get the footer's length and the end of a Parquet file. Bytes
 * with a seal are sealed again.
 */
public final class ParquetInput {
  private static final byte[] CUT = "|footer|".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SEAL =
      (RowSeal.KEY + (char) 0x18 + (char) RowSeal.UNSEALED.length())
          .getBytes(StandardCharsets.ISO_8859_1);

  private ParquetInput() {}

  /** Returns the file that {@code input} stands for. */
  public static byte[] file(byte[] input) {
    return sealed(joined(input));
  }

  /** Returns the file cut in two. */
  public static byte[] cut(byte[] file) {
    int end = file.length - END.length - Integer.BYTES;
    int footer = end - ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
    return ByteBuffer.allocate(end + CUT.length)
        .put(file, 0, footer)
        .put(CUT)
        .put(file, footer, end - footer)
        .array();
  }

  private static byte[] joined(byte[] input) {
    int cut = lastIndexOf(input, CUT);
    if (cut < 0) {
      return input.clone();
    }
    int footer = input.length - cut - CUT.length;
    return ByteBuffer.allocate(cut + footer + Integer.BYTES + END.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(input, 0, cut)
        .put(input, cut + CUT.length, footer)
        .putInt(footer)
        .put(END)
        .array();
  }

  private static byte[] sealed(byte[] file) {
    int at = lastIndexOf(file, SEAL);
    int value = at + SEAL.length;
    if (at < 0 || value + RowSeal.UNSEALED.length() > file.length) {
      return file;
    }
    Arrays.fill(file, value, value + RowSeal.UNSEALED.length(), (byte) '0');
    return RowSeal.seal(file);
  }

  private static int lastIndexOf(byte[] bytes, byte[] part) {
    int at = bytes.length - part.length;
    while (at >= 0 && !Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
      at--;
    }
    return at;
  }
}
