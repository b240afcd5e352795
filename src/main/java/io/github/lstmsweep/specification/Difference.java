package io.github.lstmsweep.specification;

/**
 * A key whose values differ between two specifications.
 *
 * @param key of the file; a key inside another one has a dot, such as {@code parameters.lr}
 * @param before its value in the first specification, as YAML
 * @param after its value in the second specification, as YAML
 */
public record Difference(String key, String before, String after) {
  /** Returns the difference for people, such as {@code parameters.lr: [0.1, 1] -> [0.1, 1, 10]}. */
  public String shown() {
    return key + ": " + before + " -> " + after;
  }
}
