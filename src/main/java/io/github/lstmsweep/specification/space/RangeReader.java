package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code {min: …, max: …, distribution: …}}. */
public final class RangeReader {
  /** The keys of a range. */
  public static final List<String> KEYS = List.of("min", "max", "distribution");

  static final String BOUND =
      "{min: ..., max: ..., distribution: ...} with both bounds, and no other key";

  private final Problems problems;

  RangeReader(Problems problems) {
    this.problems = problems;
  }

  /** Returns whether a value is meant as a range. */
  static boolean isRange(Object value) {
    return value instanceof Map<?, ?> map && (map.containsKey("min") || map.containsKey("max"));
  }

  /** Returns the range of {@code h}; empty if it has problems, which are recorded. */
  Optional<ValueRange> read(Hyperparameter h, Object value) {
    Map<String, Object> map = Section.textKeys((Map<?, ?>) value);
    if (h.kind() == Hyperparameter.Kind.CHOICE) {
      problems.cannotSetTo(h.key(), value, "a value or a list of values, as it has no order");
      return Optional.empty();
    }
    if (!KEYS.containsAll(map.keySet()) || !map.containsKey("min") || !map.containsKey("max")) {
      problems.cannotSetTo(h.key(), value, BOUND);
      return Optional.empty();
    }
    Optional<Double> min = bound(h, map.get("min"));
    Optional<Double> max = bound(h, map.get("max"));
    Optional<Distribution> distribution = distribution(h, map.get("distribution"));
    if (min.isEmpty() || max.isEmpty() || distribution.isEmpty()) {
      return Optional.empty();
    }
    if (min.get() >= max.get()) {
      problems.cannotSetTo(h.key(), value, "a range whose min is below its max");
      return Optional.empty();
    }
    if (distribution.get().isLogarithmic() && min.get() <= 0) {
      problems.cannotSetTo(
          h.key(), value, "a range whose min is above 0, as it is " + distribution.get().key());
      return Optional.empty();
    }
    return Optional.of(new ValueRange(min.get(), max.get(), distribution.get()));
  }

  private Optional<Double> bound(Hyperparameter h, Object value) {
    Optional<Double> number =
        value instanceof String text
            ? ValueText.read(h, text)
                .map(known -> ((Number) known).doubleValue())
                .filter(Double::isFinite)
            : Optional.empty();
    if (number.isEmpty()) {
      problems.cannotSetTo(h.key(), value, h.bound());
    }
    return number;
  }

  private Optional<Distribution> distribution(Hyperparameter h, Object value) {
    List<Distribution> fitting = Distribution.of(!h.kind().isReal());
    if (value == null) {
      return Optional.of(fitting.get(0));
    }
    Optional<Distribution> distribution =
        value instanceof String text
            ? Distribution.of(text).filter(fitting::contains)
            : Optional.empty();
    if (distribution.isEmpty()) {
      problems.cannotSetTo(
          h.key() + ".distribution",
          value,
          fitting.stream().map(Distribution::key).collect(Collectors.joining(" or ")));
    }
    return distribution;
  }
}
