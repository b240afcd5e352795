package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The units that a text is cut into. */
public enum Tokens {
  /** Single characters. */
  CHAR("char", ""),
  /** The runs of characters between white space. */
  WORD("word", ""),
  /**
   * Words, with each sentence mark as a token of its own. If all punctuation is kept, so is every
   * other visible character.
   */
  WORD_PUNCT("word-punct", ".,;:!?");

  private static final int LETTERS_AND_BLANK = 27;

  private final String key;
  private final String marks;

  Tokens(String key, String marks) {
    this.key = key;
    this.marks = marks;
  }

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /**
   * Returns whether a character is kept in every form, although it is neither a letter nor a digit.
   */
  public boolean keeps(int c) {
    return marks.indexOf(c) >= 0;
  }

  /** Returns the characters that are kept in every form. */
  public String marks() {
    return marks;
  }

  /** Returns the {@link #marks}, separated by blanks. */
  public String shownMarks() {
    return String.join(" ", marks.split(""));
  }

  /**
   * Returns how many distinct characters a text in d2l.ai's form can have if it is cut this way.
   */
  public int alphabet() {
    return LETTERS_AND_BLANK + marks.length();
  }

  /** Returns the tokens named {@code key}, or empty if there are none. */
  public static Optional<Tokens> of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
  }

  /** Returns all names, for "must be …". */
  public static String names() {
    List<String> keys = Arrays.stream(values()).map(Tokens::key).toList();
    int last = keys.size() - 1;
    return String.join(", ", keys.subList(0, last)) + " or " + keys.get(last);
  }
}
