package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One axis of the grid: a hyperparameter, or several that move together.
 *
 * @param values of each hyperparameter by position; all lists have the same length
 */
public record SpaceAxis(Map<Hyperparameter, List<Object>> values) {
  /** Keeps the order of the hyperparameters. */
  public SpaceAxis {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns the number of positions. */
  public int size() {
    return values.values().iterator().next().size();
  }
}
