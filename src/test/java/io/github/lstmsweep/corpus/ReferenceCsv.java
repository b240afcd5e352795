package io.github.lstmsweep.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A second reader of CSV (RFC 4180), which reads plainly one character after the other. Like the
 * product, it allows blanks and control characters around a cell. It also accepts the line ends of
 * one system.
 */
final class ReferenceCsv {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final int MOST_CHARS = 4096;
  private static final int MOST_COLUMNS = 1 << 14;

  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  private final String text;
  private final char delimiter;
  private int at;
  private boolean isTable = true;
  private boolean isOfUnix;
  private boolean isOfOldMac;

  private boolean isWithinLimits = true;

  private ReferenceCsv(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /**
   * Splits at the first delimiter with which the first line has the name {@code column}, else at a
   * comma.
   */
  private static ReferenceCsv of(String text, String column) {
    for (char delimiter : DELIMITERS) {
      ReferenceCsv header = new ReferenceCsv(text, delimiter);
      if (header.line().contains(column) && header.isTable) {
        return new ReferenceCsv(text, delimiter);
      }
    }
    return new ReferenceCsv(text, ',');
  }

  /** Returns the values of a column; empty if the bytes are no such table. */
  static Optional<float[]> read(byte[] bytes, String column) {
    for (byte b : bytes) {
      if (b == 0) {
        return Optional.empty();
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    ReferenceCsv csv = of(text.startsWith("\ufeff") ? text.substring(1) : text, column);
    List<List<String>> lines = new ArrayList<>();
    while (csv.at < csv.text.length()) {
      lines.add(csv.line());
    }
    int place = lines.isEmpty() ? -1 : lines.get(0).indexOf(column);
    if (!csv.isTable || !csv.isWithinLimits || place < 0) {
      return Optional.empty();
    }
    float[] values = new float[lines.size() - 1];
    for (int i = 0; i < values.length; i++) {
      List<String> cells = lines.get(i + 1);
      if (cells.stream().skip(lines.get(0).size()).anyMatch(cell -> !cell.isBlank())) {
        return Optional.empty();
      }
      String cell = place < cells.size() ? cells.get(place).strip() : "";
      if (!NUMBER.matcher(cell).matches()) {
        return Optional.empty();
      }
      values[i] = Float.parseFloat(cell);
      if (!Float.isFinite(values[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  private List<String> line() {
    List<String> cells = new ArrayList<>();
    do {
      cells.add(cell());
      isWithinLimits &= cells.size() <= MOST_COLUMNS;
    } while (takes(String.valueOf(delimiter)));
    if (takes("\r\n") || takes("\n")) {
      isOfUnix = true;
    } else if (takes("\r")) {
      isOfOldMac = true;
    } else if (at < text.length()) {
      isTable = false;
      at = text.length();
    }
    isTable &= !(isOfUnix && isOfOldMac);
    return cells;
  }

  private String cell() {
    skipBlanks();
    String cell = takes("\"") ? quoted() : plain();
    skipBlanks();
    isWithinLimits &= cell.length() <= MOST_CHARS;
    return cell;
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    while (at < text.length()) {
      if (takes("\"\"")) {
        cell.append('"');
      } else if (takes("\"")) {
        return cell.toString();
      } else {
        cell.append(text.charAt(at++));
      }
    }
    isTable = false;
    return "";
  }

  private String plain() {
    int start = at;
    while (at < text.length() && !isEnd(text.charAt(at))) {
      at++;
    }
    int end = at;
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private boolean isEnd(char c) {
    return c == delimiter || c == '\r' || c == '\n';
  }

  private boolean isBlank(char c) {
    return c <= ' ' && !isEnd(c);
  }

  private boolean takes(String next) {
    boolean isNext = text.startsWith(next, at);
    at += isNext ? next.length() : 0;
    return isNext;
  }
}
