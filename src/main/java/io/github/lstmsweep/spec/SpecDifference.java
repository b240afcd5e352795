package io.github.lstmsweep.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What changed from one specification to another. */
public final class SpecDifference {
  /** The value of a key that another task has. */
  private static final String NOTHING = "(left out)";

  private SpecDifference() {}

  /**
   * One line for every key that differs, such as {@code parameters.lr: [0.1, 1] -> [0.1, 1, 10]};
   * empty where both ask for the same. The order of {@code parameters} makes no difference.
   */
  public static List<String> between(SweepSpec before, SweepSpec after) {
    return lines(before, after, key -> true);
  }

  /** The same for the keys that decide which trials there are and what they give: not timeouts. */
  public static List<String> decisive(SweepSpec before, SweepSpec after) {
    return lines(before, after, key -> !key.startsWith("timeout."));
  }

  private static List<String> lines(SweepSpec before, SweepSpec after, Predicate<String> counts) {
    Map<String, String> was = SpecFields.of(before);
    Map<String, String> now = SpecFields.of(after);
    List<String> lines = new ArrayList<>();
    now.forEach(
        (key, value) -> {
          if (counts.test(key) && !value.equals(was.get(key))) {
            lines.add(key + ": " + was.getOrDefault(key, NOTHING) + " -> " + value);
          }
        });
    was.keySet().stream()
        .filter(counts.and(key -> !now.containsKey(key)))
        .forEach(key -> lines.add(key + ": " + was.get(key) + " -> " + NOTHING));
    return lines;
  }
}
