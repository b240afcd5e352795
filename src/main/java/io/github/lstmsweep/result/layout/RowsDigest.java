package io.github.lstmsweep.result.layout;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The digest that names a file of many rows: the first half of the SHA-256 of its bytes.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record RowsDigest(String hex) implements Comparable<RowsDigest> {
  private static final int DIGITS = 32;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

  /**
   * Requires this form, because a manifest may come from a stranger and a path is made of the
   * digest.
   */
  public RowsDigest {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "Cannot take " + hex + " for a digest: must be 32 lower-case hexadecimal digits");
    }
  }

  /** Returns the digest of a file's bytes. */
  public static RowsDigest of(byte[] bytes) {
    return new RowsDigest(Sha256.of(bytes).substring(0, DIGITS));
  }

  /** Returns the digest that {@code text} spells; empty if it spells none. */
  static Optional<RowsDigest> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new RowsDigest(text)) : Optional.empty();
  }

  @Override
  public int compareTo(RowsDigest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
