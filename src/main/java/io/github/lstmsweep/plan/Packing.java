package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which trials can be trained as one computation: those that share everything but numbers that a
 * step is scaled by and the seed, so that their arrays have the same shapes.
 */
public final class Packing {
  /** What members of a pack may differ in. */
  private static final Set<Hyperparameter> FREE =
      EnumSet.of(Hyperparameter.LR, Hyperparameter.GRADIENT_CLIP, Hyperparameter.SEED);

  private Packing() {}

  private record Shape(Map<Hyperparameter, Object> values, Dataset dataset) {
    static Shape of(Trial trial) {
      Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
      for (Hyperparameter h : Hyperparameter.values()) {
        if (!FREE.contains(h)) {
          values.put(h, trial.hyperparameters().value(h));
        }
      }
      return new Shape(values, trial.dataset());
    }
  }

  /**
   * The packs of a schedule, in the order of their first trials. Those of a shape are dealt evenly,
   * so that none is left with a few.
   *
   * @param most trials of a pack
   */
  public static List<List<Trial>> of(Schedule schedule, int most) {
    Map<Shape, List<Trial>> byShape = new LinkedHashMap<>();
    for (Trial trial : schedule.trials()) {
      byShape.computeIfAbsent(Shape.of(trial), shape -> new ArrayList<>()).add(trial);
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
