package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the position of a value on its axis by hashing, because a specification may exclude a
 * hundred thousand combinations.
 */
final class Positions {
  static final int ANYWHERE = -1;
  static final int NOWHERE = -2;

  private final Map<Hyperparameter, Map<Object, Integer>> places =
      new EnumMap<>(Hyperparameter.class);

  Positions(List<SpaceAxis> axes) {
    for (SpaceAxis axis : axes) {
      axis.values()
          .forEach(
              (h, values) -> {
                Map<Object, Integer> place = new HashMap<>();
                for (int i = 0; i < values.size(); i++) {
                  place.put(values.get(i), i);
                }
                places.put(h, place);
              });
    }
  }

  /** Returns whether {@code h} has values here, but not {@code value}. */
  boolean lacks(Hyperparameter h, Object value) {
    return places.containsKey(h) && !places.get(h).containsKey(value);
  }

  /**
   * Returns the position that {@code combination} fixes on {@code axis}. It is {@link #ANYWHERE} if
   * the combination names none of the axis's hyperparameters. It is {@link #NOWHERE} if the values
   * that it names never meet.
   */
  int on(SpaceAxis axis, Map<Hyperparameter, Object> combination) {
    int position = ANYWHERE;
    for (Hyperparameter h : axis.values().keySet()) {
      Object value = combination.get(h);
      if (value == null) {
        continue;
      }
      int here = places.get(h).getOrDefault(value, NOWHERE);
      if (here == NOWHERE || (position != ANYWHERE && position != here)) {
        return NOWHERE;
      }
      position = here;
    }
    return position;
  }
}
