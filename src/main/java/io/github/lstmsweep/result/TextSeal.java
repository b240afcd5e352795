package io.github.lstmsweep.result;

import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seals a text file. A comment in its last line holds the SHA-256 of the lines before it, and the
 * first line says so. The seal reveals a flipped bit and a cut file. A person who edits the file
 * removes both comments.
 */
public final class TextSeal {
  private static final String HEAD = "# The last line has the SHA-256 of the lines before it.\n";
  private static final String SEAL = "# SHA-256 ";
  private static final Pattern SEALED =
      Pattern.compile("(?s)(?<lines>.*)" + SEAL + "(?<sha256>[0-9a-f]{64})\\n");

  private TextSeal() {}

  /** Returns the sealed bytes of {@code text}, in UTF-8. */
  public static byte[] seal(String text) {
    String lines = HEAD + text + (text.endsWith("\n") ? "" : "\n");
    return (lines + SEAL + sha256(lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the text without its seal. A text that has neither comment, as older versions wrote it,
   * is accepted.
   *
   * @throws CorruptFileException if one of the two comments is missing or the hash does not match
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
