package io.github.lstmsweep.specification;

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
   * Every key that differs; none where both ask for the same in the same words. The order of {@code
   * parameters} makes no difference.
   */
  public static List<Difference> between(SweepSpec before, SweepSpec after) {
    return differences(before, after, key -> true);
  }

  /** Those that decide which trials there are and what they give: not timeouts. */
  public static List<Difference> decisive(SweepSpec before, SweepSpec after) {
    return differences(before, after, key -> !key.startsWith("timeout."));
  }

  private static List<Difference> differences(
      SweepSpec before, SweepSpec after, Predicate<String> counts) {
    Map<String, String> was = SpecFields.of(before);
    Map<String, String> now = SpecFields.of(after);
    List<Difference> differences = new ArrayList<>();
    now.forEach(
        (key, value) -> {
          if (counts.test(key) && !value.equals(was.get(key))) {
            differences.add(new Difference(key, was.getOrDefault(key, NOTHING), value));
          }
        });
    was.keySet().stream()
        .filter(counts.and(key -> !now.containsKey(key)))
        .forEach(key -> differences.add(new Difference(key, was.get(key), NOTHING)));
    return differences;
  }
}
