package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.space.SpaceReader;
import io.github.lstmsweep.specification.yaml.Nearest;
import io.github.lstmsweep.specification.yaml.PlainYaml;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies values of the command line, {@code KEY=VALUE}, over those of the file. VALUE is YAML. KEY
 * is a key of the file, a nested key such as {@code timeout.trial}, or the name of a
 * hyperparameter.
 */
final class Overrides {
  private Overrides() {}

  static void apply(Map<String, Object> root, List<String> overrides, Problems problems) {
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        problems.add(
            "Cannot set "
                + Shown.of(override)
                + ": must be KEY=VALUE, such as num_epochs=5 or lr=[0.1, 1]");
        continue;
      }
      String key = override.substring(0, equals).strip();
      try {
        apply(root, key, PlainYaml.parse(override.substring(equals + 1)), problems);
      } catch (PlainYaml.NotPlain e) {
        problems.add(
            "Cannot set "
                + Shown.of(override)
                + ": must have a value in YAML, but "
                + e.getMessage());
      }
    }
  }

  private static void apply(Map<String, Object> root, String key, Object value, Problems problems) {
    Object given = value == null ? "" : value;
    String name = key.startsWith("parameters.") ? key.substring("parameters.".length()) : key;
    int dot = key.indexOf('.');
    if (SpaceReader.names().contains(name)) {
      problems.override("parameters." + name);
      inner(root, "parameters").put(name, parameter(given));
    } else if (SpecReader.KEYS.contains(key)) {
      problems.override(key);
      root.put(key, given);
    } else if (dot > 0 && SpecReader.KEYS.contains(key.substring(0, dot))) {
      problems.override(key);
      inner(root, key.substring(0, dot)).put(key.substring(dot + 1), given);
    } else {
      List<String> known = new ArrayList<>(SpaceReader.names());
      known.addAll(SpecReader.KEYS);
      problems.add("Cannot set " + Shown.of(key) + ": must be " + Nearest.bound(key, known));
    }
  }

  private static Object parameter(Object value) {
    if (value instanceof Map) {
      return value;
    }
    return Map.of(value instanceof List ? "values" : "value", value);
  }

  /**
   * Returns the mapping under {@code key}; creates one if there is none. An existing mapping is
   * copied, because YAML aliases may share it.
   */
  private static Map<String, Object> inner(Map<String, Object> root, String key) {
    Map<String, Object> inner =
        root.get(key) instanceof Map<?, ?> map ? Section.textKeys(map) : new LinkedHashMap<>();
    root.put(key, inner);
    return inner;
  }
}
