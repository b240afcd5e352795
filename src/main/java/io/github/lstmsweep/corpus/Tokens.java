package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a text is cut into. */
public enum Tokens {
  /** Letters and blanks. */
  CHAR("char", ""),
  /** What stands between blanks. */
  WORD("word", ""),
  /** Words, and each sentence mark by itself. */
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

  /** Whether a character that is no letter is kept as it is; the others become blanks. */
  boolean keeps(char c) {
    return marks.indexOf(c) >= 0;
  }

  /** How a text becomes these tokens, for those who must do it themselves. */
  public String preprocessing() {
    return "Every run of characters outside A-Z and a-z"
        + (marks.isEmpty() ? "" : ", " + String.join(" ", marks.split("")) + " kept,")
        + " becomes one blank, and the rest lower case; then it is cut "
        + switch (this) {
          case CHAR -> "into characters";
          case WORD -> "at blanks";
          case WORD_PUNCT -> "at blanks and around each mark";
        };
  }

  /** Cuts a text that is lower-case letters, single blanks and the marks that are kept. */
  public List<String> cut(String text) {
    return switch (this) {
      case CHAR -> text.chars().mapToObj(Character::toString).toList();
      case WORD -> Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
      case WORD_PUNCT -> wordsAndMarks(text);
    };
  }

  private List<String> wordsAndMarks(String text) {
    List<String> cut = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean blank = i == text.length() || text.charAt(i) == ' ';
      if (blank || keeps(text.charAt(i))) {
        if (i > start) {
          cut.add(text.substring(start, i));
        }
        if (!blank) {
          cut.add(text.substring(i, i + 1));
        }
        start = i + 1;
      }
    }
    return cut;
  }

  /** The text of these tokens: words have a blank between them, a mark has none before it. */
  public String join(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      text.append(text.length() > 0 && isWord(token) ? " " : "").append(token);
    }
    return text.toString();
  }

  /** Characters of text that a token stands for; a word has the blank before it too. */
  int characters(String token) {
    return isWord(token) ? token.length() + 1 : 1;
  }

  /** How many different characters there are in a text that is cut so. */
  public int alphabet() {
    return LETTERS_AND_BLANK + marks.length();
  }

  private boolean isWord(String token) {
    return this != CHAR && !(token.length() == 1 && keeps(token.charAt(0)));
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
