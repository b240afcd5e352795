package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.trial.Task;
import java.util.List;
import java.util.Optional;

/**
 * The level of a factor that is nearest to the defaults of its hyperparameters. Numbers above 0 are
 * near if their ratio is near 1. All remaining numbers are near if their difference is small. A
 * different word is as far as a number can be. The first of equally near levels counts.
 *
 * @param note a sentence if the level is not the default
 */
record NearestLevel(int level, Optional<String> note) {
  /** Returns the nearest level. */
  static NearestLevel of(Factor factor, Task task) {
    int nearest = 0;
    for (int level = 1; level < factor.size(); level++) {
      nearest = distance(factor, level, task) < distance(factor, nearest, task) ? level : nearest;
    }
    List<Object> defaults = factor.parameters().stream().map(h -> h.defaultValue(task)).toList();
    if (factor.levels().get(nearest).equals(defaults)) {
      return new NearestLevel(nearest, Optional.empty());
    }
    Factor wanted = new Factor(factor.parameters(), List.of(defaults));
    return new NearestLevel(
        nearest,
        Optional.of(
            "the default %s is not among the values, so the path starts at %s"
                .formatted(wanted.shown(0), factor.shown(nearest))));
  }

  private static double distance(Factor factor, int level, Task task) {
    double sum = 0;
    for (int p = 0; p < factor.parameters().size(); p++) {
      sum +=
          distance(
              factor.levels().get(level).get(p), factor.parameters().get(p).defaultValue(task));
    }
    return sum;
  }

  private static double distance(Object value, Object wanted) {
    if (value.equals(wanted)) {
      return 0;
    }
    if (!(value instanceof Number number && wanted instanceof Number other)) {
      return Double.MAX_VALUE;
    }
    double from = other.doubleValue();
    double to = number.doubleValue();
    double distance = from > 0 && to > 0 ? Math.log(to / from) : to - from;
    return Math.min(Double.MAX_VALUE, Math.abs(distance));
  }
}
