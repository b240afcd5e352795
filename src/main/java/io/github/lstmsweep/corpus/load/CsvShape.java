package io.github.lstmsweep.corpus.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether bytes are a table as RFC 4180 has it, its cells apart by a comma or another character. A
 * parser that makes the best of what is none joins lines to one, so that values of a series are
 * missing without a word.
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
   * Looks at all of {@code bytes}.
   *
   * @param delimiter between two cells
   */
  CsvShape(byte[] bytes, char delimiter) {
    this.bytes = bytes;
    this.delimiter = delimiter;
    this.problem = look();
  }

  /** The fault, with the line where it is; empty where nothing is. */
  Optional<String> problem() {
    return problem;
  }

  /** The cells of the first line; not all of them where that line is at fault. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Whether the first line has no fault. */
  boolean isHeaderWhole() {
    return hasReturns || hasFeeds || problem.isEmpty();
  }

  /** The end of every line; a carriage return before it is a blank. */
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

  /** Goes over a cell and the delimiter or the line's end behind it. */
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
      // As the parser does: what has a code up to that of a blank, and no blank of Unicode's.
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

  /** Whether the quote that opens here is closed; two quotes are one of the text. */
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

  /** The byte here; -1 at the end. */
  private int next() {
    return at < bytes.length ? bytes[at] & 0xff : -1;
  }

  private Optional<String> told(String what) {
    return Optional.of("line " + line + " has " + what);
  }
}
