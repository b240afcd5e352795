package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups trials that can be trained as one computation. They differ only in hyperparameters that
 * leave the shapes of their arrays alone.
 */
public final class Packing {
  private Packing() {}

  private record Shape(Map<Hyperparameter, Object> values, Dataset dataset) {
    static Shape of(Trial trial, Set<Hyperparameter> free) {
      Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
      for (Hyperparameter h : Hyperparameter.values()) {
        if (!free.contains(h)) {
          values.put(h, trial.hyperparameters().value(h));
        }
      }
      return new Shape(values, trial.dataset());
    }
  }

  /**
   * Returns the packs of a schedule, in the order of their first trials. Trials of one shape are
   * dealt evenly, so that no pack is left with a few.
   *
   * @param most the largest number of trials in a pack
   * @param free the hyperparameters in which the members of a pack may differ
   */
  public static List<List<Trial>> of(Schedule schedule, int most, Set<Hyperparameter> free) {
    Map<Shape, List<Trial>> byShape = new LinkedHashMap<>();
    for (Trial trial : schedule.trials()) {
      byShape.computeIfAbsent(Shape.of(trial, free), shape -> new ArrayList<>()).add(trial);
    }
    List<List<Trial>> packs = new ArrayList<>();
    for (List<Trial> alike : byShape.values()) {
      int count = (alike.size() + most - 1) / most;
      for (int pack = 0; pack < count; pack++) {
        packs.add(
            List.copyOf(
                alike.subList(pack * alike.size() / count, (pack + 1) * alike.size() / count)));
      }
    }
    return packs;
  }
}
