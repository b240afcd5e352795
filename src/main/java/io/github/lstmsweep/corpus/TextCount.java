package io.github.lstmsweep.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * Characters of a text: those that it has, those that its form drops, and those that are left.
 * White space is never dropped, even where a run of it becomes one blank.
 *
 * @param characters code points, white space too
 * @param letters that are dropped
 * @param digits that are dropped
 * @param punctuation that is dropped, symbols too
 * @param controls that are dropped
 * @param alphabet different characters that are left, the blank too
 */
public record TextCount(
    long characters, long letters, long digits, long punctuation, long controls, int alphabet) {
  /** The count of a text that nobody has counted. */
  static TextCount none(int alphabet) {
    return new TextCount(0, 0, 0, 0, 0, alphabet);
  }

  /** Characters that are not left. */
  public long dropped() {
    return letters + digits + punctuation + controls;
  }

  /** The kinds of the dropped ones, such as {@code digits}. */
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
