package io.github.lstmsweep.specification;

/**
 * A key that two specifications do not agree on.
 *
 * @param key of the file; one inside another has a dot, as {@code parameters.lr}
 * @param before its value in the first, as YAML
 * @param after its value in the second
 */
public record Difference(String key, String before, String after) {
  /** For people, such as {@code parameters.lr: [0.1, 1] -> [0.1, 1, 10]}. */
  public String shown() {
    return key + ": " + before + " -> " + after;
  }
}
