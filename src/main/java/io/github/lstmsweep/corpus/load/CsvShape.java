package io.github.lstmsweep.corpus.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether bytes are a table as RFC 4180 defines it, with a comma or a different delimiter. A
 * lenient parser would join lines of a broken table, and values of the series would be missing
 * silently.
 */
final class CsvShape {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] bytes;
  private final char delimiter;
  private final List<String> names = new ArrayList<>();
  private int at;
  private long line = 1;
  private boolean hasReturns;
  private boolean hasFeeds;

  private final Optional<String> problem;

  /**
   * Checks all of {@code bytes}.
   *
   * @param delimiter between two cells
   */
  CsvShape(byte[] bytes, char delimiter) {
    this.bytes = bytes;
    this.delimiter = delimiter;
    this.problem = look();
  }

  /** Returns the fault with its line, or empty if there is none. */
  Optional<String> problem() {
    return problem;
  }

  /** Returns the cells of the first line; only those before the fault if that line has one. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Returns whether the first line has no fault. */
  boolean isHeaderWhole() {
    return hasReturns || hasFeeds || problem.isEmpty();
  }

  /** Returns the end of every line. A carriage return before a line feed counts as a blank. */
  String lineEnd() {
    return hasReturns ? "\r" : "\n";
  }

  private Optional<String> look() {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return told("a byte that is zero, must be UTF-8 text");
      }
      line += bytes[i] == '\n' ? 1 : 0;
    }
    line = 1;
    if (Arrays.mismatch(BYTE_ORDER_MARK, bytes) == BYTE_ORDER_MARK.length) {
      at = BYTE_ORDER_MARK.length;
    }
    while (at < bytes.length) {
      Optional<String> found = cell();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Skips a cell and the delimiter or line end after it. */
  private Optional<String> cell() {
    skipBlanks();
    int start = at;
    boolean isQuoted = next() == '"';
    if (isQuoted) {
      long opened = line;
      if (!skipQuoted()) {
        return Optional.of("line " + opened + " opens a quote that is never closed");
      }
      int end = at;
      skipBlanks();
      if (!isEnd(next()) && at < bytes.length) {
        return told(
            "text behind a closing quote, must have "
                + CsvDelimiter.shown(delimiter)
                + " or end there");
      }
      name(text(start + 1, end - 1).replace("\"\"", "\""));
    }
    while (at < bytes.length && !isEnd(next())) {
      at++;
    }
    if (!isQuoted) {
      // Trims as the parser does: codes up to that of a blank, but no blanks of Unicode.
      name(text(start, at).trim());
    }
    return separator();
  }

  private void name(String cell) {
    if (!hasReturns && !hasFeeds) {
      names.add(cell);
    }
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private boolean isEnd(int next) {
    return next == delimiter || next == '\r' || next == '\n';
  }

  private Optional<String> separator() {
    int separator = next();
    at++;
    if (separator == '\r' && next() != '\n') {
      hasReturns = true;
    } else if (separator == '\r' || separator == '\n') {
      hasFeeds = true;
      at += separator == '\r' ? 1 : 0;
    }
    if (hasReturns && hasFeeds) {
      return told("another end than a line before it, must have the same");
    }
    line += separator == '\r' || separator == '\n' ? 1 : 0;
    return Optional.empty();
  }

  /** Returns whether the quote that opens here is closed. Two quotes are one quote of the text. */
  private boolean skipQuoted() {
    at++;
    while (at < bytes.length) {
      int c = next();
      line += c == '\n' ? 1 : 0;
      at++;
      if (c == '"' && next() != '"') {
        return true;
      }
      at += c == '"' ? 1 : 0;
    }
    return false;
  }

  private void skipBlanks() {
    while (next() > 0 && next() <= ' ' && !isEnd(next())) {
      at++;
    }
  }

  /** Returns the byte at this place, or -1 at the end. */
  private int next() {
    return at < bytes.length ? bytes[at] & 0xff : -1;
  }

  private Optional<String> told(String what) {
    return Optional.of("line " + line + " has " + what);
  }
}
