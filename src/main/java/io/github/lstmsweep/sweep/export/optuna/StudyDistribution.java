package io.github.lstmsweep.sweep.export.optuna;

import io.github.lstmsweep.specification.space.ValueRange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A distribution of Optuna.
 *
 * @param name the class in {@code optuna.distributions}
 * @param attributes the arguments of its constructor
 * @param choices the values of a categorical distribution; empty for numbers
 */
record StudyDistribution(String name, Map<String, Object> attributes, List<Object> choices) {
  /** Returns the distribution of listed values, in their order. */
  static StudyDistribution of(List<Object> values) {
    return new StudyDistribution(
        "CategoricalDistribution", Map.of("choices", values), List.copyOf(values));
  }

  /**
   * Returns the distribution of a range.
   *
   * @param values that it must contain
   */
  static StudyDistribution of(ValueRange range, List<Object> values) {
    double[] numbers = values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
    double low = Math.min(range.min(), Arrays.stream(numbers).min().orElseThrow());
    double high = Math.max(range.max(), Arrays.stream(numbers).max().orElseThrow());
    boolean isWhole = range.distribution().isWhole();
    Map<String, Object> attributes = new LinkedHashMap<>();
    // The order of Optuna's own writer.
    if (isWhole) {
      attributes.put("log", range.distribution().isLogarithmic());
      attributes.put("step", 1);
      attributes.put("low", (long) low);
      attributes.put("high", (long) high);
    } else {
      attributes.put("step", null);
      attributes.put("low", low);
      attributes.put("high", high);
      attributes.put("log", range.distribution().isLogarithmic());
    }
    return new StudyDistribution(
        isWhole ? "IntDistribution" : "FloatDistribution", attributes, List.of());
  }

  /** Returns the JSON from which Optuna makes the distribution. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("attributes", attributes);
    return Journal.json(json);
  }

  /** Returns a value as the journal has it: its index among the choices, or the number. */
  Object place(Object value) {
    return choices.isEmpty() ? value : (Object) choices.indexOf(value);
  }
}
