package io.github.lstmsweep.search;

import io.github.lstmsweep.specification.space.Exclusions;
import io.github.lstmsweep.specification.space.Points;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.SpaceAxis;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every combination of the space's values, except the excluded ones. The order is that of the file:
 * the first hyperparameter varies slowest, the last fastest.
 */
final class Grid implements Search {
  private final List<Trial> trials;

  Grid(Space space, Dataset dataset) {
    List<SpaceAxis> axes = space.axes();
    // The ids are hashes, and most of the time. A parallel stream keeps the order.
    this.trials =
        points(space).toList().parallelStream()
            .map(point -> Trial.of(hyperparameters(axes, point), dataset))
            .toList();
  }

  @Override
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public Step next(Results results) {
    Set<TrialId> finished = results.ids();
    return new Step(
        trials.stream().filter(trial -> !finished.contains(trial.id())).toList(), Set.of());
  }

  static int size(Space space) {
    return Math.toIntExact(points(space).count());
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
