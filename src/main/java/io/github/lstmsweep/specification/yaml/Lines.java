package io.github.lstmsweep.specification.yaml;

import java.util.HashMap;
import java.util.Map;

/**
 * Remembers on which line of a specification each key stands, so that a message can name the line.
 */
final class Lines {
  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * Records the line of a key. A key inside another one has a dot, such as {@code timeout.trial}.
   */
  void put(String key, int line) {
    lines.put(key, line);
  }

  /** Removes a key and all keys inside it, because their values come from the command line. */
  void forget(String key) {
    lines.keySet().removeIf(known -> known.equals(key) || known.startsWith(key + "."));
  }

  /**
   * Returns the text, followed by the line of {@code key} if it is known. The key may be the name
   * of a hyperparameter.
   */
  String at(String key, String text) {
    Integer line = lines.getOrDefault(key, lines.get("parameters." + key));
    return line == null ? text : text + " (line " + line + ")";
  }
}
