package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One direction of the grid: a hyperparameter, or several that move together.
 *
 * @param values of each hyperparameter by position; all of the same length
 */
public record SpaceAxis(Map<Hyperparameter, List<Object>> values) {
  /** Keeps the order given. */
  public SpaceAxis {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** How many positions. */
  public int size() {
    return values.values().iterator().next().size();
  }
}
