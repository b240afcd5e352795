package io.github.lstmsweep;

import java.util.function.IntFunction;

/**
 * The characters that a terminal obeys instead of showing them, and those that turn the text around
 * them: Unicode's controls (C0, DEL and C1), line and paragraph separators, and the marks of
 * bidirectional text. Half of a surrogate pair is none that could be shown either.
 */
public final class ControlCharacters {
  private static final String SHOWN = "?";

  private ControlCharacters() {}

  /** Whether this code point is one; a line feed and a tab are. */
  public static boolean isOne(int codePoint) {
    return Character.isISOControl(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
        || (codePoint >= 0x2028 && codePoint <= 0x202e)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0x200e
        || codePoint == 0x200f
        || codePoint == 0x061c;
  }

  /** Whether there is one in {@code text}. */
  public static boolean areIn(String text) {
    return text.codePoints().anyMatch(ControlCharacters::isOne);
  }

  /** The text as a terminal may have it: its lines and tabs stay, the others are question marks. */
  public static String shown(String text) {
    return replaced(text, c -> c == '\n' || c == '\t' ? Character.toString(c) : SHOWN);
  }

  /** The text on one line: line ends and tabs are blanks, the others question marks. */
  public static String onOneLine(String text) {
    return replaced(text, c -> c == '\n' || c == '\r' || c == '\t' ? " " : SHOWN);
  }

  /**
   * A model's text on one line, where a line end is a character that it wrote: line ends and tabs
   * are shown as {@code ⏎} and {@code ⇥}, the others as question marks.
   */
  public static String inAList(String text) {
    return replaced(text, c -> c == '\n' ? "\u23ce" : c == '\t' ? "\u21e5" : SHOWN);
  }

  /** The text with each of them as JSON and YAML escape it, such as {@code \}{@code u001b}. */
  public static String escaped(String text) {
    return replaced(text, ControlCharacters::escape);
  }

  /** One character of the first plane as JSON and YAML escape it. */
  public static String escape(int character) {
    return String.format("\\u%04x", character);
  }

  private static String replaced(String text, IntFunction<String> by) {
    if (!areIn(text)) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length());
    text.codePoints().forEach(c -> replaced.append(isOne(c) ? by.apply(c) : Character.toString(c)));
    return replaced.toString();
  }
}
