package io.github.lstmsweep.specification.yaml;

import java.util.HashMap;
import java.util.Map;

/** The lines of a specification where its keys stand, so that a message can name one. */
final class Lines {
  private final Map<String, Integer> lines = new HashMap<>();

  /** Notes a key; one inside another has a dot, as {@code timeout.trial}. */
  void put(String key, int line) {
    lines.put(key, line);
  }

  /** Forgets a key and all inside it, whose values come from the command line. */
  void forget(String key) {
    lines.keySet().removeIf(known -> known.equals(key) || known.startsWith(key + "."));
  }

  /** The text with the line of {@code key}, where that is known; a hyperparameter is a key too. */
  String at(String key, String text) {
    Integer line = lines.getOrDefault(key, lines.get("parameters." + key));
    return line == null ? text : text + " (line " + line + ")";
  }
}
