package io.github.lstmsweep.search;

import io.github.lstmsweep.search.rule.Order;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.space.Exclusions;
import io.github.lstmsweep.specification.space.Points;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.SpaceAxis;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The trials that a search may train: a grid, a part of it, or points that are drawn. */
final class Candidates {
  private Candidates() {}

  /** Returns the trials, in one stable order. No two of them are equal. */
  static List<Trial> of(Space space, SearchSettings settings, Dataset dataset) {
    // The ids are hashes, and most of the time. A parallel stream keeps the order.
    return points(space, settings).parallelStream().map(point -> Trial.of(point, dataset)).toList();
  }

  /** Returns the number of these trials. It computes no ids. */
  static int size(Space space, SearchSettings settings) {
    if (isDrawn(space, settings) || drawsConfigurations(settings)) {
      return points(space, settings).size();
    }
    int all = Math.toIntExact(points(space).count());
    return Math.min(all, settings.maxTrials().orElse(all));
  }

  private static List<Hyperparameters> points(Space space, SearchSettings settings) {
    if (drawsConfigurations(settings)) {
      return SeededPoints.of(
          space,
          drawn(
              SeededPoints.ofConfigurations(space),
              SeededPoints.ofConfigurations(space, settings)));
    }
    return drawn(space, settings);
  }

  private static List<Hyperparameters> drawn(Space space, SearchSettings settings) {
    if (isDrawn(space, settings)) {
      return DrawnPoints.of(space, settings);
    }
    List<SpaceAxis> axes = space.axes();
    return limited(points(space).toList(), settings).parallelStream()
        .map(point -> hyperparameters(axes, point))
        .toList();
  }

  private static boolean drawsConfigurations(SearchSettings settings) {
    return settings.race().isPresent() && settings.maxTrials().isPresent();
  }

  private static boolean isDrawn(Space space, SearchSettings settings) {
    return !space.ranges().isEmpty() || settings.method() == Method.SOBOL;
  }

  /**
   * Returns at most as many points of a grid as the settings allow. They are drawn at random,
   * without repetition, and keep their order: the first hyperparameter varies slowest.
   */
  private static List<int[]> limited(List<int[]> all, SearchSettings settings) {
    int most = settings.maxTrials().orElse(all.size());
    if (most >= all.size()) {
      return all;
    }
    List<Integer> places = Order.shuffled(all.size(), settings.seed());
    return places.stream().limit(most).sorted().map(all::get).toList();
  }

  private static Hyperparameters hyperparameters(List<SpaceAxis> axes, int[] point) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    for (int a = 0; a < point.length; a++) {
      int position = point[a];
      axes.get(a).values().forEach((h, all) -> values.put(h, all.get(position)));
    }
    return Hyperparameters.of(values);
  }

  private static Stream<int[]> points(Space space) {
    Exclusions exclusions = space.exclusions();
    return Points.of(space.axes()).filter(point -> !exclusions.contains(point));
  }
}
