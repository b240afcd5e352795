package io.github.lstmsweep.corpus;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a text is cut into. */
public enum Tokens {
  /** Its characters. */
  CHAR("char", ""),
  /** The characters between white space. */
  WORD("word", ""),
  /**
   * Words, and each sentence mark by itself; every other visible character too, where it is kept.
   */
  WORD_PUNCT("word-punct", ".,;:!?");

  private static final int LETTERS_AND_BLANK = 27;

  private final String key;
  private final String marks;

  Tokens(String key, String marks) {
    this.key = key;
    this.marks = marks;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** Whether a character is kept that is neither a letter nor a digit, whatever the text's form. */
  boolean keeps(int c) {
    return marks.indexOf(c) >= 0;
  }

  /** Characters that are kept whatever the text's form. */
  String marks() {
    return marks;
  }

  /** Those characters with blanks between them. */
  String shownMarks() {
    return String.join(" ", marks.split(""));
  }

  /** How many different characters a text in d2l.ai's form may have that is cut so. */
  int alphabet() {
    return LETTERS_AND_BLANK + marks.length();
  }

  /** The tokens named {@code key}, if there are any. */
  public static Optional<Tokens> of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
  }

  /** Their names, for "must be …". */
  public static String names() {
    List<String> keys = Arrays.stream(values()).map(Tokens::key).toList();
    int last = keys.size() - 1;
    return String.join(", ", keys.subList(0, last)) + " or " + keys.get(last);
  }
}
