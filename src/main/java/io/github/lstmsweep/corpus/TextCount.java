package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the characters of a text: all, those that its form drops, and the different ones that
 * remain. White space is never dropped, even if a run of it becomes one blank.
 *
 * @param characters code points, including white space
 * @param letters dropped letters
 * @param digits dropped digits
 * @param punctuation dropped punctuation, including symbols
 * @param controls dropped control characters
 * @param alphabet number of different characters that remain, including the blank
 */
public record TextCount(
    long characters, long letters, long digits, long punctuation, long controls, int alphabet) {
  /** Returns the count of a text that nobody has counted. */
  static TextCount none(int alphabet) {
    return new TextCount(0, 0, 0, 0, 0, alphabet);
  }

  /** Returns this count with a different alphabet. */
  TextCount withAlphabet(int size) {
    return new TextCount(characters, letters, digits, punctuation, controls, size);
  }

  /** Returns the number of dropped characters. */
  public long dropped() {
    return letters + digits + punctuation + controls;
  }

  /** Returns the kinds of the dropped characters, such as {@code digits}. */
  public List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    add(kinds, "letters", letters);
    add(kinds, "digits", digits);
    add(kinds, "punctuation", punctuation);
    add(kinds, "control characters", controls);
    return kinds;
  }

  private static void add(List<String> kinds, String kind, long count) {
    if (count > 0) {
      kinds.add(kind);
    }
  }
}
