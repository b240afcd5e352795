package io.github.lstmsweep.format;

/** The columns that a text takes on a terminal. Letters of East Asia and pictures take two. */
public final class DisplayWidth {
  private static final String CUT = "...";

  /** The ranges of code points that take two columns: first, last, first, last, … */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0x4dbf, 0x4e00, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f900, 0x1f9ff, 0x20000,
    0x3fffd
  };

  private DisplayWidth() {}

  /** Returns the columns of a text without control characters. */
  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /**
   * Returns the text if it fits into {@code columns}. Otherwise it returns the beginning of the
   * text with three dots.
   */
  public static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    String dots = CUT.substring(0, Math.min(columns, CUT.length()));
    int left = columns - dots.length();
    int end = 0;
    while (end < text.length() && of(text.codePointAt(end)) <= left) {
      left -= of(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + dots;
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length && WIDE[i] <= codePoint; i += 2) {
      if (codePoint <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
