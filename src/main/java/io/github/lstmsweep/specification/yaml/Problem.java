package io.github.lstmsweep.specification.yaml;

import java.util.List;

/**
 * A fault of a specification.
 *
 * @param key the place of the fault; a key inside another one has a dot
 * @param text the message for a person
 */
public record Problem(String key, String text) {
  /** Makes a problem of a value that is not allowed. */
  public static Problem cannotSet(String key, Object value, String bound) {
    return new Problem(key, Problems.cannotSet(key, value, bound));
  }

  /** Returns the message of each problem. */
  public static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }
}
