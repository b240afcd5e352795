package io.github.lstmsweep.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a text is cut into. */
public enum Tokens {
  /** Letters and blanks. */
  CHAR("char", ""),
  /** What stands between blanks. */
  WORD("word", " ");

  private final String key;
  private final String separator;

  Tokens(String key, String separator) {
    this.key = key;
    this.separator = separator;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** Cuts a text that is letters and single blanks. */
  public List<String> cut(String text) {
    return switch (this) {
      case CHAR -> text.chars().mapToObj(Character::toString).toList();
      case WORD -> Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    };
  }

  /** The text of these tokens. */
  public String join(List<String> tokens) {
    return String.join(separator, tokens);
  }

  /** The tokens named {@code key}, if there are any. */
  public static Optional<Tokens> of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
  }

  /** Their names, for "must be …". */
  public static String names() {
    return Arrays.stream(values()).map(Tokens::key).collect(Collectors.joining(" or "));
  }
}
