package io.github.lstmsweep.specification;

import java.util.Map;

/**
 * Writes the resolved specification. It contains every key, also those with defaults, so it needs
 * no other file.
 */
public final class SpecWriter {
  private SpecWriter() {}

  /**
   * Returns the YAML text of a sweep. Equal sweeps have equal texts, and {@link SpecReader} reads
   * an equal sweep from it.
   */
  public static String toYaml(SweepSpec spec) {
    StringBuilder yaml = new StringBuilder();
    String section = "";
    for (Map.Entry<String, String> field : SpecFields.of(spec).entrySet()) {
      String key = field.getKey();
      int dot = key.indexOf('.');
      String outer = dot < 0 ? "" : key.substring(0, dot);
      if (!outer.isEmpty() && !outer.equals(section)) {
        yaml.append(outer).append(":\n");
      }
      section = outer;
      yaml.append(outer.isEmpty() ? "" : "  ").append(key.substring(dot + 1)).append(": ");
      yaml.append(
          outer.equals("parameters") && field.getValue().startsWith("[")
              ? "{values: " + field.getValue() + "}"
              : field.getValue());
      yaml.append('\n');
    }
    return yaml.toString();
  }
}
