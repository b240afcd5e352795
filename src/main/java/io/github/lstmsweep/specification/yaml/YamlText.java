package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.ControlCharacters;
import java.util.Optional;

/** Text between YAML's double quotes, where every character has a spelling. */
public final class YamlText {
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int FIRST_OF_NO_CHARACTER = 0xfffe;
  private static final int LAST_OF_NO_CHARACTER = 0xffff;

  private YamlText() {}

  /** Quoted, so that no YAML reader takes a name or a path for anything else. */
  public static String quoted(String text) {
    StringBuilder yaml = new StringBuilder("\"");
    text.codePoints().forEach(c -> yaml.append(spelled(c)));
    return yaml.append('"').toString();
  }

  /** YAML folds line ends and refuses what is not printable, so that both are escaped. */
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

  /** The fault of {@code text}: no encoding has half of a pair, so no file could hold it. */
  public static Optional<String> problem(String key, String text) {
    return text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        ? Optional.empty()
        : Optional.of(
            Problems.cannotSet(key, text, "Unicode text, but has half of a surrogate pair"));
  }
}
