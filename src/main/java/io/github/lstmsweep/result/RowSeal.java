package io.github.lstmsweep.result;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The SHA-256 of a row's whole file, kept in the file's own footer as the value of {@link #KEY}.
 * While it is computed, that value is 64 zeros.
 */
final class RowSeal {
  /*
   * Parquet's checksums cover the pages' bytes only. A bit that flips in the footer can name
   * another column, or bounds by which a query leaves the row out, and every reader believes it.
   * Readers that know nothing of this one see an entry of the file's metadata.
   */
  static final String KEY = "lstmsweep.file_sha256";

  /** The value before the file is sealed. */
  static final String UNSEALED = "0".repeat(64);

  private static final byte[] KEY_BYTES = KEY.getBytes(StandardCharsets.US_ASCII);

  /** Of the entry's value, between the key and the text: Thrift's type and the text's length. */
  private static final byte[] VALUE_HEADER = {0x18, 64};

  private RowSeal() {}

  /** Seals a file whose value is {@link #UNSEALED}, in place. */
  static byte[] seal(byte[] file) {
    int at = valueAt(file);
    if (at < 0 || !text(file, at).equals(UNSEALED)) {
      throw new IllegalStateException("Cannot seal a row: Parquet wrote no " + KEY);
    }
    byte[] seal = Sha256.of(file).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(seal, 0, file, at, seal.length);
    return file;
  }

  /**
   * Refuses a file with other bytes than were sealed. One without a seal, as before there were any,
   * is left to Parquet's checksums.
   */
  static void check(byte[] file) throws CorruptFileException {
    int at = valueAt(file);
    if (at < 0) {
      return;
    }
    String sealed = text(file, at);
    byte[] unsealed = file.clone();
    Arrays.fill(unsealed, at, at + UNSEALED.length(), (byte) '0');
    String found = Sha256.of(unsealed);
    if (!found.equals(sealed)) {
      throw new CorruptFileException(
          "its SHA-256 is " + shortened(found) + ", must be " + shortened(sealed));
    }
  }

  /** Where the value begins; -1 where there is none. */
  private static int valueAt(byte[] file) {
    // From the end, where the footer is: a row may have any text.
    for (int at = file.length - KEY_BYTES.length; at >= 0; at--) {
      int end = at + KEY_BYTES.length;
      if (Arrays.equals(file, at, end, KEY_BYTES, 0, KEY_BYTES.length)) {
        int value = end + VALUE_HEADER.length;
        return value + UNSEALED.length() <= file.length
                && Arrays.equals(file, end, value, VALUE_HEADER, 0, VALUE_HEADER.length)
            ? value
            : -1;
      }
    }
    return -1;
  }

  private static String text(byte[] file, int at) {
    return new String(file, at, UNSEALED.length(), StandardCharsets.ISO_8859_1);
  }

  private static String shortened(String hex) {
    return hex.replaceAll("[^0-9a-f]", "?").substring(0, 16) + "…";
  }
}
