package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.ControlCharacters;
import java.util.Optional;

/** Writes text between YAML's double quotes, which have a spelling for every character. */
public final class YamlText {
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int FIRST_OF_NO_CHARACTER = 0xfffe;
  private static final int LAST_OF_NO_CHARACTER = 0xffff;

  private YamlText() {}

  /** Returns the text in quotes, so that every YAML reader takes it for text. */
  public static String quoted(String text) {
    StringBuilder yaml = new StringBuilder("\"");
    text.codePoints().forEach(c -> yaml.append(spelled(c)));
    return yaml.append('"').toString();
  }

  /** Escapes line ends, which YAML folds, and characters that YAML refuses as not printable. */
  private static String spelled(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case BYTE_ORDER_MARK, FIRST_OF_NO_CHARACTER, LAST_OF_NO_CHARACTER ->
          ControlCharacters.escape(c);
      default -> ControlCharacters.isOne(c) ? ControlCharacters.escape(c) : Character.toString(c);
    };
  }

  /** Returns the text on one line, with a question mark for each character that YAML refuses. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                printable.append(
                    Character.isWhitespace(c) ? " " : isPlain(c) ? Character.toString(c) : "?"));
    return printable.toString();
  }

  private static boolean isPlain(int c) {
    return switch (c) {
      case BYTE_ORDER_MARK, FIRST_OF_NO_CHARACTER, LAST_OF_NO_CHARACTER -> false;
      default -> !ControlCharacters.isOne(c);
    };
  }

  /**
   * Returns the problem of {@code text}, or empty. Half of a surrogate pair is a problem, because
   * no encoding can store it in a file.
   */
  public static Optional<String> problem(String key, String text) {
    return text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        ? Optional.empty()
        : Optional.of(
            Problems.cannotSet(key, text, "Unicode text, but has half of a surrogate pair"));
  }
}
