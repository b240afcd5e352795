package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.specification.space.HyperparameterNames;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the points of {@code search.include}. A hyperparameter that a point leaves out has the
 * value of the space, which must be a single one. Messages count the points from 1.
 */
public final class IncludeReader {
  /** The key with the section around it. */
  public static final String PATH = SearchReader.path(SearchReader.INCLUDE);

  /** The largest number of points. */
  public static final int MOST_POINTS = 1000;

  /** The bound in words, for "must be …". */
  public static final String BOUND =
      "a list of 1 to " + MOST_POINTS + " points, such as [{num_hiddens: 32, lr: 1}]";

  private static final String POINT_BOUND =
      "a mapping of hyperparameters to values, such as {num_hiddens: 32, lr: 1}";

  private final Section root;
  private final Problems problems;
  private final Task task;
  private final HyperparameterNames names;

  /** Prepares to read {@code root}; records what is wrong in {@code problems}. */
  public IncludeReader(Section root, Problems problems, Task task) {
    this.root = root;
    this.problems = problems;
    this.task = task;
    this.names = new HyperparameterNames(problems, task);
  }

  /**
   * Returns settings with their points; without points if one has a problem.
   *
   * @param search the remaining settings
   * @param space has the values that a point leaves out; empty if it has problems
   */
  public SearchSettings read(SearchSettings search, Optional<Space> space) {
    Optional<Object> value =
        root.value(SearchReader.SECTION)
            .filter(section -> section instanceof Map)
            .map(section -> Section.textKeys((Map<?, ?>) section).get(SearchReader.INCLUDE));
    if (value.isEmpty() || value.get().equals("none")) {
      return search;
    }
    int before = problems.count();
    List<Hyperparameters> points = points(value.get(), space);
    search
        .maxTrials()
        .ifPresent(
            most -> {
              if (most < points.size()) {
                problems.cannotSetTo(
                    SearchReader.path(SearchReader.MAX_TRIALS),
                    most,
                    "at least %d, as %s has %d points"
                        .formatted(points.size(), PATH, points.size()));
              }
            });
    return problems.count() == before ? search.including(points) : search;
  }

  private List<Hyperparameters> points(Object value, Optional<Space> space) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST_POINTS) {
      problems.cannotSetTo(PATH, value, BOUND);
      return List.of();
    }
    Map<Hyperparameters, String> points = new LinkedHashMap<>();
    for (int i = 0; i < list.size(); i++) {
      String path = PATH + "[" + (i + 1) + "]";
      Object item = list.get(i);
      Optional<Hyperparameters> point =
          given(path, item).flatMap(given -> space.flatMap(in -> completed(path, given, in)));
      if (point.isPresent() && points.containsKey(point.get())) {
        problems.addAt(
            PATH,
            Problems.cannotSet(
                path, item, "distinct; " + points.get(point.get()) + " is an equal point"));
      } else {
        point.ifPresent(known -> points.put(known, path));
      }
    }
    return List.copyOf(points.keySet());
  }

  /** Returns the values that a point gives; empty if one of them has a problem. */
  private Optional<Map<Hyperparameter, Object>> given(String path, Object item) {
    if (!(item instanceof Map<?, ?> map) || map.isEmpty()) {
      problems.addAt(PATH, Problems.cannotSet(path, item, POINT_BOUND));
      return Optional.empty();
    }
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    Section.textKeys(map)
        .forEach(
            (key, value) ->
                names
                    .find(PATH, key, "set " + path + "." + key)
                    .ifPresent(h -> put(values, h, path, value)));
    return values.size() == map.size() ? Optional.of(values) : Optional.empty();
  }

  private void put(
      Map<Hyperparameter, Object> values, Hyperparameter h, String path, Object value) {
    Optional<Object> known =
        value instanceof String text ? ValueText.read(h, text) : Optional.empty();
    if (known.isPresent()) {
      values.put(h, known.get());
    } else {
      problems.addAt(PATH, Problems.cannotSet(path + "." + h.key(), value, h.bound()));
    }
  }

  /** Returns the point with the single values of the space; empty if it has a problem. */
  private Optional<Hyperparameters> completed(
      String path, Map<Hyperparameter, Object> given, Space space) {
    Map<Hyperparameter, Object> all = new EnumMap<>(given);
    List<Hyperparameter> lacking = new ArrayList<>();
    for (Hyperparameter h : task.hyperparameters()) {
      if (!all.containsKey(h)) {
        space.only(h).ifPresentOrElse(value -> all.put(h, value), () -> lacking.add(h));
      }
    }
    for (Hyperparameter h : lacking) {
      problems.addAt(
          PATH,
          "Cannot leave out %s in %s: must be %s, as parameters has %s of it"
              .formatted(
                  h.key(),
                  path,
                  h.bound(),
                  space.ranges().containsKey(h)
                      ? "a range"
                      : space.parameters().get(h).size() + " values"));
    }
    boolean isVain = Space.hasVainDropout(all);
    if (isVain) {
      problems.addAt(
          PATH,
          Problems.cannotSet(
              path + "." + Hyperparameter.DROPOUT.key(),
              ValueText.shown(all.get(Hyperparameter.DROPOUT)),
              "0 where num_layers is 1, as it is between layers"));
    }
    return lacking.isEmpty() && !isVain ? Optional.of(Hyperparameters.of(all)) : Optional.empty();
  }

  /** Writes points as this class reads them. It leaves out what the space has as its only value. */
  public static String written(List<Hyperparameters> points, Space space) {
    List<String> texts = new ArrayList<>();
    for (Hyperparameters point : points) {
      Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
      for (Hyperparameter h : space.parameters().keySet()) {
        Object value = point.value(h);
        if (!space.only(h).equals(Optional.of(value))) {
          values.put(h, value);
        }
      }
      if (values.isEmpty()) {
        // A mapping of a point has at least one key.
        values.put(Hyperparameter.LR, point.value(Hyperparameter.LR));
      }
      texts.add(ValueText.write(values));
    }
    return "[" + String.join(", ", texts) + "]";
  }
}
