package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The values of hyperparameters for programs. */
public final class HyperparameterJson {
  private HyperparameterJson() {}

  /**
   * Returns the values as one object. A hyperparameter without a value is left out. An infinite
   * number is a text, such as {@code "inf"}, because JSON has no number for it.
   */
  public static Map<String, Object> of(
      Collection<Hyperparameter> some, Function<Hyperparameter, Object> value) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (Hyperparameter h : some) {
      Optional.ofNullable(value.apply(h)).ifPresent(v -> object.put(h.key(), plain(v)));
    }
    return object;
  }

  private static Object plain(Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? number : number > 0 ? "inf" : number.toString();
    }
    return value instanceof Number ? value : value.toString();
  }
}
