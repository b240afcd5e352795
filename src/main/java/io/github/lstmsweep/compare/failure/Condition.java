package io.github.lstmsweep.compare.failure;

import io.github.lstmsweep.compare.importance.Factor;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A condition on one factor: its level is one of these.
 *
 * @param levels indices in rising order; neither none nor all
 */
public record Condition(Factor factor, List<Integer> levels) {
  /** The longest list of values that is read at a glance. */
  private static final int VALUES_NAMED = 3;

  /** Copies the levels. */
  public Condition {
    levels = List.copyOf(levels);
  }

  /**
   * Returns the condition for people, such as {@code lr 10}, {@code lr ≥ 5}, {@code lr from 1 to
   * 10}, {@code cell gru or lstm} or {@code lr other than 1}.
   */
  public String words() {
    int first = levels.get(0);
    int last = levels.get(levels.size() - 1);
    if (levels.size() == 1) {
      return factor.shown(first);
    }
    if (factor.isNumeric() && last - first == levels.size() - 1) {
      if (last == factor.size() - 1) {
        return key() + " ≥ " + value(first);
      }
      if (first == 0) {
        return key() + " ≤ " + value(last);
      }
      if (levels.size() >= VALUES_NAMED) {
        return key() + " from " + value(first) + " to " + value(last);
      }
    }
    List<Integer> rest = new ArrayList<>();
    for (int level = 0; level < factor.size(); level++) {
      if (!levels.contains(level)) {
        rest.add(level);
      }
    }
    return levels.size() > VALUES_NAMED && rest.size() < levels.size()
        ? key() + " other than " + listed(rest, " and ")
        : key() + " " + listed(levels, " or ");
  }

  /** Returns a number that is larger for conditions that take longer to read. */
  int length() {
    int first = levels.get(0);
    int last = levels.get(levels.size() - 1);
    boolean isEnd =
        factor.isNumeric()
            && last - first == levels.size() - 1
            && (first == 0 || last == factor.size() - 1);
    return isEnd ? Math.min(2, levels.size()) : levels.size();
  }

  /** Returns the name of the first hyperparameter, whose values order the levels. */
  private String key() {
    List<Hyperparameter> parameters = factor.parameters();
    return parameters.get(0).key()
        + (parameters.size() == 1
            ? ""
            : parameters.stream()
                .skip(1)
                .map(Hyperparameter::key)
                .collect(Collectors.joining(" and ", " (tied to ", ")")));
  }

  private String value(int level) {
    return Show.parameter(factor.levels().get(level).get(0));
  }

  private String listed(List<Integer> some, String beforeTheLast) {
    List<String> values = some.stream().map(this::value).toList();
    int last = values.size() - 1;
    return last == 0
        ? values.get(0)
        : String.join(", ", values.subList(0, last)) + beforeTheLast + values.get(last);
  }
}
