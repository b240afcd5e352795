package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.ControlCharacters;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a value of the file for a message: short, on one line and without control characters. Long
 * and deep values are cut, also a list that contains itself.
 */
public final class Shown {
  private static final int MAX_CHARS = 80;
  private static final int MAX_ITEMS = 10;
  private static final int MAX_DEPTH = 3;

  private Shown() {}

  /** Returns the value in at most 80 characters. */
  public static String of(Object value) {
    String text = of(value, MAX_DEPTH);
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS - 1) + "…";
  }

  private static String of(Object value, int depth) {
    if (value instanceof List<?> list) {
      return depth == 0
          ? "[…]"
          : list.stream()
              .limit(MAX_ITEMS)
              .map(item -> of(item, depth - 1))
              .collect(Collectors.joining(", ", "[", list.size() > MAX_ITEMS ? ", …]" : "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return depth == 0
          ? "{…}"
          : map.entrySet().stream()
              .limit(MAX_ITEMS)
              .map(e -> of(e.getKey(), depth - 1) + ": " + of(e.getValue(), depth - 1))
              .collect(Collectors.joining(", ", "{", map.size() > MAX_ITEMS ? ", …}" : "}"));
    }
    String text = String.valueOf(value);
    return text.isEmpty() ? "''" : line(text);
  }

  /** Returns the text on one line, without characters that control a terminal. */
  public static String line(String text) {
    return ControlCharacters.onOneLine(text.strip().replaceAll("\\s+", " "));
  }
}
