package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.ControlCharacters;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes the output of all verbs to the terminal. Tables, texts and arguments may contain
 * characters that control a terminal. This writer shows them as question marks. Only {@link
 * #eraseLine} moves the cursor.
 */
public final class TerminalWriter extends PrintWriter {
  private static final String ERASE_LINE = "\r\u001b[K";
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

  /** Erases the line and puts the cursor at its start. */
  void eraseLine() {
    synchronized (lock) {
      endPair();
      super.write(ERASE_LINE, 0, ERASE_LINE.length());
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
