package io.github.lstmsweep.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What changed from one specification to another. */
public final class SpecDifference {
  private SpecDifference() {}

  /**
   * One line for every key that differs, such as {@code parameters.lr: [0.1, 1] -> [0.1, 1, 10]};
   * empty where both ask for the same. The order of {@code parameters} makes no difference.
   */
  public static List<String> between(SweepSpec before, SweepSpec after) {
    Map<String, String> was = SpecFields.of(before);
    List<String> lines = new ArrayList<>();
    SpecFields.of(after)
        .forEach(
            (key, value) -> {
              if (!value.equals(was.get(key))) {
                lines.add(key + ": " + was.get(key) + " -> " + value);
              }
            });
    return lines;
  }
}
