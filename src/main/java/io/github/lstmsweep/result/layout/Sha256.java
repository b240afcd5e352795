package io.github.lstmsweep.result.layout;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as the table spells it: 64 lower-case hexadecimal digits. */
public final class Sha256 {
  private Sha256() {}

  /** Returns the SHA-256 of {@code bytes}. */
  public static String of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** Returns the SHA-256 of the bytes {@code from} to {@code to - 1}. */
  public static String of(byte[] bytes, int from, int to) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, to - from);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
