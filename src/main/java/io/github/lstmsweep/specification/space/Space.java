package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.specification.yaml.Problem;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The combinations of hyperparameters to run.
 *
 * @param parameters the values of every hyperparameter of the task, in the file's order; a single
 *     value if it does not vary, and the lowest and the highest one of a range
 * @param tie hyperparameters whose values move together, by position
 * @param exclude combinations not to run; a hyperparameter that a combination does not name may
 *     have any value
 * @param ranges the hyperparameters whose values a search draws from a range
 */
public record Space(
    Map<Hyperparameter, List<Object>> parameters,
    List<List<Hyperparameter>> tie,
    List<Map<Hyperparameter, Object>> exclude,
    Map<Hyperparameter, ValueRange> ranges) {

  /** A larger grid would not fit the driver's memory. */
  static final int MAX_POINTS = 1_000_000;

  /** Makes a space of lists of values. */
  public Space(
      Map<Hyperparameter, List<Object>> parameters,
      List<List<Hyperparameter>> tie,
      List<Map<Hyperparameter, Object>> exclude) {
    this(parameters, tie, exclude, Map.of());
  }

  /** Refuses a space that lacks a hyperparameter or has problems. */
  public Space {
    ranges = Map.copyOf(ranges);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    tie = List.copyOf(tie);
    exclude = List.copyOf(exclude);
    Set<Hyperparameter> given = parameters.keySet();
    if (Arrays.stream(Task.values()).noneMatch(task -> task.hyperparameters().equals(given))) {
      throw new IllegalArgumentException(
          "Cannot make a space of " + given + ": must be all of a task");
    }
    List<Problem> problems = SpaceProblems.of(parameters, tie, exclude);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", Problem.texts(problems)));
    }
  }

  /**
   * Returns the axes of the grid in the file's order. Tied hyperparameters form one axis, at the
   * place of their first name.
   */
  public List<SpaceAxis> axes() {
    return axes(parameters, tie);
  }

  /** Returns the value of a hyperparameter that does not vary; empty if it varies. */
  public Optional<Object> only(Hyperparameter h) {
    List<Object> values = parameters.get(h);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /**
   * Returns whether a point has dropout and a single layer. Dropout acts between layers, so there
   * it would only give one network a second name.
   *
   * @param point values; those that it lacks are not looked at
   */
  public static boolean hasVainDropout(Map<Hyperparameter, Object> point) {
    return point.getOrDefault(Hyperparameter.NUM_LAYERS, 2L).equals(1L)
        && !point.getOrDefault(Hyperparameter.DROPOUT, 0.0).equals(0.0);
  }

  /** Returns the combinations not to run, prepared for fast look-ups. */
  public Exclusions exclusions() {
    return Exclusions.of(axes(), exclude);
  }

  /**
   * Returns the position on every axis of those points that the grid has. A range has none but its
   * bounds.
   */
  public List<int[]> positions(List<Hyperparameters> points) {
    List<SpaceAxis> axes = axes();
    Positions places = new Positions(axes);
    List<int[]> positions = new ArrayList<>();
    for (Hyperparameters point : points) {
      Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
      parameters.keySet().forEach(h -> values.put(h, point.value(h)));
      int[] here = axes.stream().mapToInt(axis -> places.on(axis, values)).toArray();
      if (IntStream.of(here).noneMatch(position -> position == Positions.NOWHERE)) {
        positions.add(here);
      }
    }
    return positions;
  }

  static List<SpaceAxis> axes(
      Map<Hyperparameter, List<Object>> parameters, List<List<Hyperparameter>> tie) {
    List<SpaceAxis> axes = new ArrayList<>();
    Set<Hyperparameter> done = EnumSet.noneOf(Hyperparameter.class);
    for (Hyperparameter h : parameters.keySet()) {
      if (done.contains(h)) {
        continue;
      }
      List<Hyperparameter> names =
          tie.stream().filter(t -> t.contains(h)).findFirst().orElse(List.of(h));
      Map<Hyperparameter, List<Object>> values = new LinkedHashMap<>();
      names.forEach(name -> values.put(name, parameters.get(name)));
      axes.add(new SpaceAxis(values));
      done.addAll(names);
    }
    return axes;
  }
}
