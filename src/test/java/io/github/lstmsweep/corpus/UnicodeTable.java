package io.github.lstmsweep.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Makes {@code unicode-13.txt} from the classes of {@link Character}. They are Unicode 13.0 in JDK
 * 17 and a different version in every other JDK:
 *
 * <pre>
 * java -cp "target/classes:target/test-classes" io.github.lstmsweep.corpus.UnicodeTable \
 *   src/main/resources/io/github/lstmsweep/corpus/unicode-13.txt
 * </pre>
 */
final class UnicodeTable {
  static final int JDK = 17;

  private static final int WIDTH = 98;

  private UnicodeTable() {}

  /** Writes the table to the file {@code arguments[0]}; runs on JDK 17 only. */
  public static void main(String[] arguments) throws IOException {
    if (Runtime.version().feature() != JDK) {
      throw new IllegalStateException("Cannot make the table with another JDK than " + JDK);
    }
    Files.writeString(Path.of(arguments[0]), text());
  }

  static String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Classes of Unicode 13.0 (https://www.unicode.org/versions/Unicode13.0.0/), as JDK 17");
    lines.add(
        "# has them: first-last or one code point, hexadecimal. Made by UnicodeTable in src/test.");
    lines.add("# letter L, mark M, digit Nd, open Ps and Pi, punctuation every other P.");
    ranges(lines, "letter", c -> isOf(c, LETTERS));
    ranges(lines, "mark", c -> isOf(c, MARKS));
    ranges(lines, "digit", c -> isOf(c, DIGITS));
    ranges(lines, "open", c -> isOf(c, OPEN));
    ranges(lines, "punctuation", c -> isOf(c, PUNCTUATION));
    lines.add(
        "# Lower case, one code point for one: first-last/step+difference, decimal from the /.");
    wrap(lines, "lower", lower());
    return String.join("\n", lines) + "\n";
  }

  static final int LETTERS =
      bits(
          Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER);

  static final int MARKS =
      bits(Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK);

  static final int DIGITS = bits(Character.DECIMAL_DIGIT_NUMBER);

  static final int OPEN = bits(Character.START_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION);

  static final int PUNCTUATION =
      bits(
          Character.END_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.OTHER_PUNCTUATION);

  private static int bits(byte... categories) {
    int bits = 0;
    for (byte category : categories) {
      bits |= 1 << category;
    }
    return bits;
  }

  static boolean isOf(int codePoint, int categories) {
    return (categories >> Character.getType(codePoint) & 1) == 1;
  }

  private static void ranges(List<String> lines, String name, IntPredicate is) {
    List<String> ranges = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (is.test(c)) {
        int first = c;
        while (c < Character.MAX_CODE_POINT && is.test(c + 1)) {
          c++;
        }
        ranges.add(first == c ? hex(c) : hex(first) + "-" + hex(c));
      }
    }
    wrap(lines, name, ranges);
  }

  private static List<String> lower() {
    List<String> ranges = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int difference = difference(c);
      if (difference != 0) {
        int first = c;
        int step = difference(c + 1) == difference ? 1 : 2;
        while (difference(c + step) == difference && (step == 1 || difference(c + 1) == 0)) {
          c += step;
        }
        ranges.add(String.format(Locale.ROOT, "%s-%s/%d%+d", hex(first), hex(c), step, difference));
      }
    }
    return ranges;
  }

  private static int difference(int c) {
    return c > Character.MAX_CODE_POINT ? 0 : Character.toLowerCase(c) - c;
  }

  private static String hex(int c) {
    return Integer.toHexString(c).toUpperCase(Locale.ROOT);
  }

  private static void wrap(List<String> lines, String name, List<String> words) {
    StringBuilder line = new StringBuilder(name);
    for (String word : words) {
      if (line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(name);
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }
}
