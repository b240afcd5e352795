package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.ControlCharacters;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Writes the output of all verbs to the terminal. Tables, texts and arguments may contain
 * characters that control a terminal. This writer shows them as question marks. Only {@link
 * #redraw} and {@link #clear} move the cursor and set colors.
 */
public final class TerminalWriter extends PrintWriter {
  private static final String ESCAPE = "\u001b[";
  private static final String ERASE_REST_OF_LINE = ESCAPE + "K";
  private static final String ERASE_REST_OF_SCREEN = ESCAPE + "J";
  private static final String NO_COLOR = ESCAPE + "m";
  private static final String CLEAR = ESCAPE + "H" + ESCAPE + "2J";
  private static final String CSV_LINE_END = "\r\n";
  private static final char NONE = 0;

  // A surrogate pair may arrive in two pieces, so its first half waits here for the second.
  private char firstHalf = NONE;

  /**
   * Writes to {@code terminal}, which must notice when nobody reads it any more. A whole line
   * appears at once.
   */
  public TerminalWriter(PrintWriter terminal) {
    super(terminal, true);
  }

  /** The colors of a piece of text. */
  public enum Color {
    /** That of all other text. */
    NONE(""),
    /** For parts that are done. */
    GREEN("32m"),
    /** For parts that need attention. */
    YELLOW("33m");

    private final String code;

    Color(String code) {
      this.code = code;
    }
  }

  /** A piece of text on one line, in one color. */
  public record Span(String text, Color color) {}

  /**
   * Draws lines over the last rows of the terminal, and erases what is below. The cursor ends at
   * the start of the row below the lines. Everything is written at once, so nobody sees a part.
   *
   * @param rows number of rows above the cursor that the lines replace
   * @param lines of spans; none of them may be wider than the terminal
   */
  public void redraw(int rows, List<List<Span>> lines) {
    StringBuilder drawn = new StringBuilder("\r");
    if (rows > 0) {
      drawn.append(ESCAPE).append(rows).append('A');
    }
    for (List<Span> line : lines) {
      line.forEach(span -> append(span, drawn));
      drawn.append(ERASE_REST_OF_LINE).append('\n');
    }
    drawn.append(ERASE_REST_OF_SCREEN);
    synchronized (lock) {
      endPair();
      super.write(drawn.toString(), 0, drawn.length());
      flush();
    }
  }

  private static void append(Span span, StringBuilder drawn) {
    String text = ControlCharacters.onOneLine(span.text());
    if (span.color() == Color.NONE) {
      drawn.append(text);
    } else {
      drawn.append(ESCAPE).append(span.color().code).append(text).append(NO_COLOR);
    }
  }

  /**
   * Ends a line of CSV with a carriage return and a line feed. Together they move the cursor no
   * further than a line end does.
   */
  public static void endCsvLine(PrintWriter out) {
    if (out instanceof TerminalWriter terminal) {
      terminal.raw(CSV_LINE_END);
    } else {
      out.write(CSV_LINE_END);
    }
  }

  /** Erases the screen and puts the cursor at the top. */
  public static void clear(PrintWriter out) {
    if (out instanceof TerminalWriter terminal) {
      terminal.raw(CLEAR);
    }
  }

  private void raw(String text) {
    synchronized (lock) {
      endPair();
      super.write(text, 0, text.length());
    }
  }

  /**
   * Prints one line. Line ends in {@code text} become blanks, so that a text cannot pretend to be
   * two lines.
   */
  @Override
  public void println(String text) {
    super.println(ControlCharacters.onOneLine(String.valueOf(text)));
  }

  /** Formats text after line ends in the arguments have become blanks. */
  @Override
  public PrintWriter format(String format, Object... arguments) {
    return super.format(format, onOneLine(arguments));
  }

  /** Formats text after line ends in the arguments have become blanks. */
  @Override
  public PrintWriter format(Locale locale, String format, Object... arguments) {
    return super.format(locale, format, onOneLine(arguments));
  }

  private static Object[] onOneLine(Object... arguments) {
    return Arrays.stream(arguments)
        .map(argument -> argument instanceof String t ? ControlCharacters.onOneLine(t) : argument)
        .toArray();
  }

  @Override
  public void println() {
    synchronized (lock) {
      endPair();
      super.println();
    }
  }

  @Override
  public void write(int character) {
    write(Character.toString((char) character), 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) {
    synchronized (lock) {
      String piece = text.substring(from, from + length);
      if (firstHalf != NONE && !piece.isEmpty()) {
        piece = firstHalf + piece;
        firstHalf = NONE;
      }
      int last = piece.length() - 1;
      if (last >= 0 && Character.isHighSurrogate(piece.charAt(last))) {
        firstHalf = piece.charAt(last);
        piece = piece.substring(0, last);
      }
      String shown = ControlCharacters.shown(piece);
      super.write(shown, 0, shown.length());
    }
  }

  @Override
  public void close() {
    endPair();
    super.close();
  }

  private void endPair() {
    if (firstHalf != NONE) {
      String shown = ControlCharacters.shown(Character.toString(firstHalf));
      firstHalf = NONE;
      super.write(shown, 0, shown.length());
    }
  }
}
