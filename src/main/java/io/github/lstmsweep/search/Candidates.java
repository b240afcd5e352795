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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The trials that a search may train: the included points, and a grid, a part of it, or points that
 * are drawn.
 */
final class Candidates {
  private Candidates() {}

  /**
   * Returns the trials, in one stable order: the included ones first, and those of one corpus after
   * those of the corpus before. No two of them are equal, so a point of the space that is included
   * is not there twice.
   */
  static List<Trial> of(Space space, SearchSettings settings, List<Dataset> datasets) {
    // The ids are hashes, and most of the time. A parallel stream keeps the order.
    List<Hyperparameters> points = points(space, settings);
    int included = settings.include().size();
    return Stream.concat(
            trials(points.subList(0, included), datasets),
            trials(points.subList(included, points.size()), datasets))
        .toList();
  }

  private static Stream<Trial> trials(List<Hyperparameters> points, List<Dataset> datasets) {
    return IntStream.range(0, Math.multiplyExact(points.size(), datasets.size()))
        .parallel()
        .mapToObj(i -> Trial.of(points.get(i % points.size()), datasets.get(i / points.size())));
  }

  /**
   * Returns the trials of each dataset, in the order of a sweep of it alone.
   *
   * @param trials as {@link #of} orders them
   * @param included number of points that each dataset has first
   */
  static List<List<Trial>> perDataset(List<Trial> trials, int included, int datasets) {
    int others = trials.size() / datasets - included;
    List<Trial> rest = trials.subList(included * datasets, trials.size());
    return IntStream.range(0, datasets)
        .mapToObj(
            d ->
                Stream.concat(
                        trials.subList(d * included, (d + 1) * included).stream(),
                        rest.subList(d * others, (d + 1) * others).stream())
                    .toList())
        .toList();
  }

  /** Returns the number of these trials of one corpus. It computes no ids. */
  static int size(Space space, SearchSettings settings) {
    if (isDrawn(space, settings) || drawsConfigurations(settings)) {
      return points(space, settings).size();
    }
    int included = settings.include().size();
    Exclusions exclusions = space.exclusions();
    long twice =
        space.positions(settings.include()).stream()
            .filter(point -> !exclusions.contains(point))
            .count();
    int all = Math.toIntExact(points(space).count() - twice + included);
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
    return Stream.concat(
            settings.include().stream(),
            others(space, settings).parallelStream().map(point -> hyperparameters(axes, point)))
        .toList();
  }

  private static boolean drawsConfigurations(SearchSettings settings) {
    return settings.race().isPresent() && settings.maxTrials().isPresent();
  }

  private static boolean isDrawn(Space space, SearchSettings settings) {
    return !space.ranges().isEmpty() || settings.method() == Method.SOBOL;
  }

  /**
   * Returns the points of a grid that are not included, as many as the settings allow. They are
   * drawn at random, without repetition, and keep their order: the first hyperparameter varies
   * slowest. A larger number, or further included points, keep the points that were drawn.
   */
  private static List<int[]> others(Space space, SearchSettings settings) {
    Set<List<Integer>> included =
        space.positions(settings.include()).stream()
            .map(Candidates::key)
            .collect(Collectors.toSet());
    List<int[]> all = points(space).toList();
    int most = settings.maxTrials().orElse(Integer.MAX_VALUE) - settings.include().size();
    if (included.isEmpty() && most >= all.size()) {
      return all;
    }
    Stream<Integer> places =
        most < all.size()
            ? Order.shuffled(all.size(), settings.seed()).stream()
            : IntStream.range(0, all.size()).boxed();
    return places
        .filter(place -> !included.contains(key(all.get(place))))
        .limit(most)
        .sorted()
        .map(all::get)
        .toList();
  }

  private static List<Integer> key(int[] point) {
    return IntStream.of(point).boxed().toList();
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
