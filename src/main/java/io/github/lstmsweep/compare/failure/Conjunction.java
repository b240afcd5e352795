package io.github.lstmsweep.compare.failure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions that hold together, and the trials for which they do.
 *
 * @param conditions at least one, on different factors
 * @param failed number of these trials with the status that a rule explains
 * @param ok number of these trials that are OK
 * @param trials number of these trials, with any status
 */
public record Conjunction(List<Condition> conditions, int failed, int ok, int trials) {
  /** Copies the conditions. */
  public Conjunction {
    conditions = List.copyOf(conditions);
  }

  /** Returns the conditions for people, such as {@code lr 10 and gradient_clip inf}. */
  public String words() {
    return conditions.stream().map(Condition::words).collect(Collectors.joining(" and "));
  }

  /** Returns the word for all conditions: {@code it}, {@code both} or {@code all of this}. */
  String pronoun() {
    return conditions.size() == 1 ? "it" : conditions.size() == 2 ? "both" : "all of this";
  }
}
