package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The characters of a text that are kept, and how. Every run of characters that are not kept
 * becomes one blank.
 *
 * @param letters which letters are kept
 * @param letterCase whether capitals stay capitals
 * @param punctuation all visible characters that are neither letters nor decimal digits:
 *     punctuation, symbols, emoji
 * @param digits decimal digits: 0-9, and with {@link Letters#UNICODE} those of every script
 * @param lines white space: kept as it is, or each run of it becomes one blank
 */
public record TextForm(
    Letters letters, LetterCase letterCase, Choice punctuation, Choice digits, Choice lines) {
  /** Which letters are kept. */
  public enum Letters {
    /** A-Z and a-z, without combining marks. */
    LATIN,
    /** The letters of every script, with their combining marks. */
    UNICODE
  }

  /** Whether capitals stay capitals. */
  public enum LetterCase {
    /** Each capital becomes lower case, character by character and independent of any language. */
    LOWER,
    /** Capitals stay. */
    KEEP
  }

  /** Whether a kind of characters is kept. */
  public enum Choice {
    /** The characters are dropped. */
    DROP,
    /** The characters are kept. */
    KEEP
  }

  /** The form of d2l.ai (chapter 9.2): letters a-z and blanks. */
  public static final TextForm D2L =
      new TextForm(Letters.LATIN, LetterCase.LOWER, Choice.DROP, Choice.DROP, Choice.DROP);

  /** The form that keeps every character of a text. */
  public static final TextForm WHOLE =
      new TextForm(Letters.UNICODE, LetterCase.KEEP, Choice.KEEP, Choice.KEEP, Choice.KEEP);

  /** The texts that the software contains or can download: those of d2l.ai's kind. */
  private static final Set<String> BUILT_IN = Set.of("harbour", "timemachine");

  private static final String COLUMN = "text_";

  /**
   * Returns the form for a specification that does not set it. A person's own text keeps every
   * character.
   */
  public static TextForm defaultOf(String corpus) {
    return isBuiltIn(corpus) ? D2L : WHOLE;
  }

  static boolean isBuiltIn(String corpus) {
    return BUILT_IN.contains(corpus);
  }

  /** Returns the keys of the specification, each with its words. */
  public static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("letters", words(Letters.values()));
    keys.put("case", words(LetterCase.values()));
    keys.put("punctuation", words(Choice.values()));
    keys.put("digits", words(Choice.values()));
    keys.put("lines", words(Choice.values()));
    return Collections.unmodifiableMap(keys);
  }

  /** Returns the word of every key, in the order of the keys. */
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("letters", word(letters));
    words.put("case", word(letterCase));
    words.put("punctuation", word(punctuation));
    words.put("digits", word(digits));
    words.put("lines", word(lines));
    return Collections.unmodifiableMap(words);
  }

  /** Returns the name of the table's column that has the word of a key. */
  public static String column(String key) {
    return COLUMN + key;
  }

  /** Returns the words by the names of the table's columns: {@code text_letters}, …. */
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    words().forEach((key, word) -> columns.put(column(key), word));
    return Collections.unmodifiableMap(columns);
  }

  /**
   * Returns the form with these words.
   *
   * @throws IllegalArgumentException if a key is missing or has an unknown word
   */
  public static TextForm of(Map<String, String> words) {
    return new TextForm(
        named(Letters.values(), "letters", words),
        named(LetterCase.values(), "case", words),
        named(Choice.values(), "punctuation", words),
        named(Choice.values(), "digits", words),
        named(Choice.values(), "lines", words));
  }

  /**
   * Returns the form in a row's columns, or empty if the row has none of them.
   *
   * @throws IllegalArgumentException if some columns are missing or have unknown words
   */
  public static Optional<TextForm> ofColumns(Map<String, Object> row) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String key : keys().keySet()) {
      if (row.get(column(key)) instanceof String word) {
        words.put(key, word);
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(of(words));
  }

  /** Returns whether this is {@link #D2L}, which is no part of a trial's id. */
  public boolean isD2l() {
    return equals(D2L);
  }

  /** Returns the form as YAML has it: {@code {letters: latin, case: lower, …}}. */
  @Override
  public String toString() {
    return words().entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static <E extends Enum<E>> E named(E[] all, String key, Map<String, String> words) {
    String word = words.getOrDefault(key, "");
    return Arrays.stream(all)
        .filter(e -> word(e).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot set text."
                        + key
                        + " to "
                        + word
                        + ": must be "
                        + String.join(" or ", words(all))));
  }

  private static List<String> words(Enum<?>... all) {
    return Arrays.stream(all).map(TextForm::word).toList();
  }

  /** The words consist of ASCII letters, so the locale makes no difference. */
  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
