package io.github.lstmsweep.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Classifies characters as Unicode 13.0 does, on every JDK. Each JDK has a different Unicode
 * version, and one text must have the same tokens on all of them. A character added after 13.0 is
 * in no class.
 */
public final class Unicode {
  private static final String RESOURCE = "unicode-13.txt";

  private static final int LETTER = 1;
  private static final int MARK = 2;
  private static final int DIGIT = 4;
  private static final int OPEN = 8;
  private static final int PUNCTUATION = 16;
  private static final int HAS_LOWER = 32;
  private static final Map<String, Integer> NAMES =
      Map.of(
          "letter", LETTER, "mark", MARK, "digit", DIGIT, "open", OPEN, "punctuation", PUNCTUATION);

  private static final int HEXADECIMAL = 16;

  private static final byte[] CLASSES;
  private static final int[] UPPER;
  private static final int[] LOWER;

  static {
    byte[] classes = new byte[Character.MAX_CODE_POINT + 1];
    Map<Integer, Integer> lower = new TreeMap<>();
    read(classes, lower);
    lower.keySet().forEach(upper -> classes[upper] |= HAS_LOWER);
    CLASSES = classes;
    UPPER = lower.keySet().stream().mapToInt(upper -> upper).toArray();
    LOWER = lower.values().stream().mapToInt(c -> c).toArray();
  }

  private Unicode() {}

  private static void read(byte[] classes, Map<Integer, Integer> lower) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Unicode.class.getResourceAsStream(RESOURCE)),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] words = line.split(" ");
          for (String range : Arrays.asList(words).subList(1, words.length)) {
            if (NAMES.containsKey(words[0])) {
              addClass(classes, NAMES.get(words[0]), range);
            } else {
              addLower(lower, range);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addClass(byte[] classes, int bit, String range) {
    int dash = range.indexOf('-');
    int first = hexadecimal(dash < 0 ? range : range.substring(0, dash));
    int last = hexadecimal(range.substring(dash + 1));
    for (int c = first; c <= last; c++) {
      classes[c] |= (byte) bit;
    }
  }

  /** Adds a range such as {@code 41-5A/1+32}. */
  private static void addLower(Map<Integer, Integer> lower, String range) {
    int dash = range.indexOf('-');
    int slash = range.indexOf('/');
    int step = range.charAt(slash + 1) - '0';
    int difference = Integer.parseInt(range.substring(slash + 2));
    int last = hexadecimal(range.substring(dash + 1, slash));
    for (int c = hexadecimal(range.substring(0, dash)); c <= last; c += step) {
      lower.put(c, c + difference);
    }
  }

  private static int hexadecimal(String digits) {
    return Integer.parseInt(digits, HEXADECIMAL);
  }

  static boolean isLetter(int codePoint) {
    return is(codePoint, LETTER);
  }

  /**
   * Returns whether a character belongs to the one before it. These are combining marks, the
   * joiners of letters and of emoji, and the tags of flags.
   */
  static boolean isMark(int codePoint) {
    return is(codePoint, MARK)
        || codePoint == 0x200c
        || codePoint == 0x200d
        || (codePoint >= 0xe0020 && codePoint <= 0xe007f);
  }

  /** Returns whether it is a decimal digit. */
  static boolean isDigit(int codePoint) {
    return is(codePoint, DIGIT);
  }

  /** Returns whether it opens brackets or a quotation. */
  static boolean isOpen(int codePoint) {
    return is(codePoint, OPEN);
  }

  /** Returns whether it is punctuation that does not open anything. Symbols are not punctuation. */
  static boolean isPunctuation(int codePoint) {
    return is(codePoint, PUNCTUATION);
  }

  private static boolean is(int codePoint, int bit) {
    return (CLASSES[codePoint] & bit) != 0;
  }

  /**
   * Returns whether it is white space, which includes line ends. Unicode has not changed this class
   * since version 6.3.
   */
  static boolean isWhiteSpace(int codePoint) {
    return (codePoint >= 0x9 && codePoint <= 0xd)
        || codePoint == ' '
        || codePoint == 0x85
        || codePoint == 0xa0
        || codePoint == 0x1680
        || (codePoint >= 0x2000 && codePoint <= 0x200a)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || codePoint == 0x202f
        || codePoint == 0x205f
        || codePoint == 0x3000;
  }

  /**
   * Returns whether it is a line feed, vertical tab, form feed, carriage return, next line, or line
   * or paragraph separator.
   */
  static boolean isLineEnd(int codePoint) {
    return (codePoint >= 0xa && codePoint <= 0xd)
        || codePoint == 0x85
        || codePoint == 0x2028
        || codePoint == 0x2029;
  }

  /** Returns the lower case if that is one character, otherwise the character itself. */
  static int toLowerCase(int codePoint) {
    return is(codePoint, HAS_LOWER) ? LOWER[Arrays.binarySearch(UPPER, codePoint)] : codePoint;
  }
}
