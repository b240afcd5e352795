package io.github.lstmsweep.result;

import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a text file's lines, in a comment that is its last line; its first line says so.
 * It tells a byte that flipped and a file that was cut. A person who changes the file takes both
 * away.
 */
public final class TextSeal {
  private static final String HEAD = "# The last line has the SHA-256 of the lines before it.\n";
  private static final String SEAL = "# SHA-256 ";
  private static final Pattern SEALED =
      Pattern.compile("(?s)(?<lines>.*)" + SEAL + "(?<sha256>[0-9a-f]{64})\\n");

  private TextSeal() {}

  /** The bytes of {@code text}, sealed. */
  public static byte[] seal(String text) {
    String lines = HEAD + text + (text.endsWith("\n") ? "" : "\n");
    return (lines + SEAL + sha256(lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The text without its seal. One that has neither of the two lines, as before there were any, is
   * believed.
   *
   * @throws CorruptFileException where one of the two is missing, or is of other lines
   */
  public static String open(byte[] bytes) throws CorruptFileException {
    String all = new String(bytes, StandardCharsets.UTF_8);
    Matcher sealed = SEALED.matcher(all);
    boolean isSealed = sealed.matches();
    boolean hasHead = all.startsWith(HEAD) || HEAD.startsWith(all);
    if (!isSealed && !hasHead && !all.contains("\n" + SEAL)) {
      return all;
    }
    if (!isSealed
        || !sealed.group("lines").startsWith(HEAD)
        || !sealed.group("sha256").equals(sha256(sealed.group("lines")))) {
      throw new CorruptFileException(
          "its lines are not those that its last line is the SHA-256 of");
    }
    return sealed.group("lines").substring(HEAD.length());
  }

  private static String sha256(String lines) {
    return Sha256.of(lines.getBytes(StandardCharsets.UTF_8));
  }
}
