package io.github.lstmsweep.result.parquet;

import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Seals a row's file with the SHA-256 of the whole file. The file's own footer holds it as the
 * value of {@link #KEY}. While it is computed, that value is 64 zeros.
 */
public final class RowSeal {
  /*
   * Parquet's checksums cover only the bytes of the pages. A flipped bit in the footer can change a
   * column's name, or bounds that make a query skip the row. Every reader believes it. Readers that
   * do not know the seal see a mere entry of the file's metadata.
   */
  public static final String KEY = "lstmsweep.file_sha256";

  /** The value before the file is sealed. */
  public static final String UNSEALED = "0".repeat(64);

  /** Key of the trial whose row it is, which is thus known without decoding the row. */
  public static final String TRIAL_KEY = "lstmsweep.trial_id";

  private static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private RowSeal() {}

  /** Seals a file whose value is {@link #UNSEALED}, in place, and returns it. */
  public static byte[] seal(byte[] file) {
    int at = valueAt(file);
    if (at < 0 || !text(file, at).equals(UNSEALED)) {
      throw new IllegalStateException("Cannot seal a row: Parquet wrote no " + KEY);
    }
    byte[] seal = Sha256.of(file).getBytes(BYTES);
    System.arraycopy(seal, 0, file, at, seal.length);
    return file;
  }

  /**
   * Returns whether a file has a seal, and checks it. A file of an older version has none and
   * relies on Parquet's checksums.
   *
   * @throws CorruptFileException if the seal does not match the bytes
   */
  public static boolean verify(byte[] file) throws CorruptFileException {
    int at = valueAt(file);
    if (at < 0) {
      return false;
    }
    String sealed = text(file, at);
    byte[] unsealed = file.clone();
    Arrays.fill(unsealed, at, at + UNSEALED.length(), (byte) '0');
    String found = Sha256.of(unsealed);
    if (!found.equals(sealed)) {
      throw new CorruptFileException(
          "its SHA-256 is " + shortened(found) + ", must be " + shortened(sealed));
    }
    return true;
  }

  /** Returns whether a sealed file says that it is this trial's row. */
  public static boolean names(byte[] file, TrialId id) {
    return lastIndexOf(file, entry(TRIAL_KEY, id.hex().length()) + id.hex()) >= 0;
  }

  /** Returns the position of the value; -1 if there is none. */
  private static int valueAt(byte[] file) {
    String entry = entry(KEY, UNSEALED.length());
    int at = lastIndexOf(file, entry) + entry.length();
    return at < entry.length() || at + UNSEALED.length() > file.length ? -1 : at;
  }

  /**
   * Returns an entry of the footer up to its value. Between key and value are Thrift's type and the
   * length.
   */
  private static String entry(String key, int length) {
    return key + (char) 0x18 + (char) length;
  }

  /** Searches from the end, because the footer is there and a row may contain any text. */
  private static int lastIndexOf(byte[] file, String text) {
    byte[] bytes = text.getBytes(BYTES);
    int at = file.length - bytes.length;
    while (at >= 0 && !Arrays.equals(file, at, at + bytes.length, bytes, 0, bytes.length)) {
      at--;
    }
    return Math.max(at, -1);
  }

  private static String text(byte[] file, int at) {
    return new String(file, at, UNSEALED.length(), BYTES);
  }

  private static String shortened(String hex) {
    return hex.replaceAll("[^0-9a-f]", "?").substring(0, 16) + "…";
  }
}
