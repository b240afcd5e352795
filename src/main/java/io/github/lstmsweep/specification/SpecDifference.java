package io.github.lstmsweep.specification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Compares two specifications key by key. */
public final class SpecDifference {
  /** Stands for the value of a key that only the other specification has. */
  private static final String NOTHING = "(left out)";

  private SpecDifference() {}

  /**
   * Returns every key that differs, empty if both specifications ask for the same in the same
   * words. The order of {@code parameters} makes no difference.
   */
  public static List<Difference> between(SweepSpec before, SweepSpec after) {
    return differences(before, after, key -> true);
  }

  /**
   * Returns the keys that differ and decide which trials there are and how they end. Timeouts and
   * checkpoints are left out.
   */
  public static List<Difference> decisive(SweepSpec before, SweepSpec after) {
    return differences(
        before, after, key -> !key.startsWith("timeout.") && !key.equals(SpecReader.CHECKPOINT));
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
