package io.github.lstmsweep.search;

import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The points of a race whose method draws them. It draws configurations, and each of them has all
 * seeds, because a race compares configurations over equal seeds.
 */
final class SeededPoints {
  private SeededPoints() {}

  /** Returns the space without its seeds: the first one stands for all. */
  static Space ofConfigurations(Space space) {
    Map<Hyperparameter, List<Object>> parameters = new LinkedHashMap<>(space.parameters());
    parameters.computeIfPresent(Hyperparameter.SEED, (h, seeds) -> seeds.subList(0, 1));
    return new Space(
        parameters,
        space.tie(),
        space.exclude().stream()
            .filter(excluded -> !excluded.containsKey(Hyperparameter.SEED))
            .toList(),
        space.ranges());
  }

  /** Returns the settings for as many configurations as have at most the trials asked for. */
  static SearchSettings ofConfigurations(Space space, SearchSettings settings) {
    int seeds = space.parameters().get(Hyperparameter.SEED).size();
    return settings.withMaxTrials(Math.max(1, settings.maxTrials().orElseThrow() / seeds));
  }

  /** Returns each configuration with each seed, without the combinations that are excluded. */
  static List<Hyperparameters> of(Space space, List<Hyperparameters> configurations) {
    List<Hyperparameters> points = new ArrayList<>();
    for (Hyperparameters configuration : configurations) {
      Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
      space.parameters().keySet().forEach(h -> values.put(h, configuration.value(h)));
      for (Object seed : space.parameters().get(Hyperparameter.SEED)) {
        values.put(Hyperparameter.SEED, seed);
        if (space.exclude().stream()
            .noneMatch(excluded -> values.entrySet().containsAll(excluded.entrySet()))) {
          points.add(Hyperparameters.of(values));
        }
      }
    }
    return points;
  }
}
