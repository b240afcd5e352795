package io.github.lstmsweep.trial.canonical;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON with exactly one spelling per value: sorted keys, no blanks, and the shortest
 * numbers. The text is hashed, so it must never depend on the JDK. Therefore numbers come from
 * {@link ShortestDecimal}.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * Returns the object of these strings and numbers.
   *
   * @throws IllegalArgumentException if a value has a different type
   */
  public static String of(Map<String, Object> values) {
    StringBuilder json = new StringBuilder("{");
    new TreeMap<>(values)
        .forEach(
            (key, value) -> {
              json.append(json.length() > 1 ? "," : "");
              string(json, key);
              json.append(':');
              value(json, value);
            });
    return json.append('}').toString();
  }

  private static void value(StringBuilder json, Object value) {
    if (value instanceof Long || value instanceof Integer) {
      json.append(value);
    } else if (value instanceof Double d) {
      json.append(number(d));
    } else if (value instanceof String s) {
      string(json, s);
    } else {
      throw new IllegalArgumentException("Cannot write " + value + " as canonical JSON");
    }
  }

  /** Returns the fewest decimal digits that read back as {@code value}; infinity is a string. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "\"inf\"" : "\"-inf\"";
    }
    return ShortestDecimal.of(value).toString();
  }

  private static void string(StringBuilder json, String s) {
    json.append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
