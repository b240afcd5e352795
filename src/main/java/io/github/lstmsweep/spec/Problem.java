package io.github.lstmsweep.spec;

import java.util.List;

/**
 * A fault of a specification.
 *
 * @param key where it is; one inside another has a dot
 * @param text that a person reads
 */
record Problem(String key, String text) {
  /** A value that is of no use. */
  static Problem cannotSet(String key, Object value, String bound) {
    return new Problem(key, Problems.cannotSet(key, value, bound));
  }

  static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::text).toList();
  }
}
