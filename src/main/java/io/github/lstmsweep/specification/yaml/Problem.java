package io.github.lstmsweep.specification.yaml;

import java.util.List;

/**
 * A fault of a specification.
 *
 * @param key where it is; one inside another has a dot
 * @param text that a person reads
 */
public record Problem(String key, String text) {
  /** A value that is of no use. */
  public static Problem cannotSet(String key, Object value, String bound) {
    return new Problem(key, Problems.cannotSet(key, value, bound));
  }

  public static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }
}
