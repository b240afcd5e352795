package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.specification.yaml.Problem;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the problems of a space: first in each value, then in their combinations. */
final class SpaceProblems {
  private final Map<Hyperparameter, List<Object>> parameters;
  private final List<Problem> problems = new ArrayList<>();

  private SpaceProblems(Map<Hyperparameter, List<Object>> parameters) {
    this.parameters = parameters;
  }

  /**
   * Returns all problems. {@code tie} and {@code exclude} may name a hyperparameter that {@code
   * parameters} lacks. The caller has already reported that one, so it causes no further problem.
   */
  static List<Problem> of(
      Map<Hyperparameter, List<Object>> parameters,
      List<List<Hyperparameter>> tie,
      List<Map<Hyperparameter, Object>> exclude) {
    SpaceProblems found = new SpaceProblems(parameters);
    parameters.forEach(found::checkValues);
    found.checkTies(tie);
    if (found.problems.isEmpty()) {
      found.checkPoints(Space.axes(parameters, tie), exclude);
    }
    return found.problems;
  }

  private void checkValues(Hyperparameter h, List<Object> values) {
    if (values.isEmpty()) {
      problems.add(Problem.cannotSet(h.key(), values, "at least one value"));
    }
    values.stream()
        .filter(v -> !h.accepts(v))
        .forEach(v -> problems.add(Problem.cannotSet(h.key(), v, h.bound())));
    if (new HashSet<>(values).size() < values.size()) {
      problems.add(Problem.cannotSet(h.key(), values, "distinct values"));
    }
  }

  private void checkTies(List<List<Hyperparameter>> ties) {
    Set<Hyperparameter> tied = EnumSet.noneOf(Hyperparameter.class);
    for (List<Hyperparameter> tie : ties) {
      if (tie.size() < 2) {
        add("tie", "Cannot tie " + keys(tie, "") + ": must be at least two hyperparameters");
      }
      for (Hyperparameter h : tie) {
        if (!tied.add(h)) {
          add("tie", "Cannot tie " + h.key() + " twice: must be in one tie, once");
        }
      }
      if (parameters.keySet().containsAll(tie)
          && tie.stream().map(h -> parameters.get(h).size()).distinct().count() > 1) {
        add(
            "tie",
            "Cannot tie %s: must have as many values each, but have %s"
                .formatted(
                    keys(tie, " and "),
                    tie.stream()
                        .map(h -> String.valueOf(parameters.get(h).size()))
                        .collect(Collectors.joining(" and "))));
      }
    }
  }

  private void checkPoints(List<SpaceAxis> axes, List<Map<Hyperparameter, Object>> exclude) {
    double points = axes.stream().mapToDouble(SpaceAxis::size).reduce(1, (a, b) -> a * b);
    if (points > Space.MAX_POINTS) {
      add(
          "parameters",
          "Cannot run a grid of %.0f combinations: must be at most %d; take fewer values or make several sweeps"
              .formatted(points, Space.MAX_POINTS));
      return;
    }
    Positions places = new Positions(axes);
    List<Map<Hyperparameter, Object>> known = new ArrayList<>();
    for (Map<Hyperparameter, Object> combination : exclude) {
      if (checkCombination(axes, places, combination)) {
        known.add(combination);
      }
    }
    if (known.size() < exclude.size()) {
      return;
    }
    Exclusions exclusions = Exclusions.of(axes, known);
    if (exclusions.coverAll()) {
      add(
          "exclude",
          "Cannot exclude all %.0f combinations: must leave at least one".formatted(points));
    }
    checkDropout(axes, exclusions);
  }

  /** Refuses dropout with a single layer. */
  private void checkDropout(List<SpaceAxis> axes, Exclusions exclusions) {
    if (parameters.getOrDefault(Hyperparameter.NUM_LAYERS, List.of()).contains(1L)
        && parameters.getOrDefault(Hyperparameter.DROPOUT, List.of()).stream()
            .anyMatch(rate -> !rate.equals(0.0))) {
      List<String> rates =
          Points.of(axes)
              .filter(point -> !exclusions.contains(point))
              .map(
                  point ->
                      Map.of(
                          Hyperparameter.NUM_LAYERS,
                          Points.value(axes, point, Hyperparameter.NUM_LAYERS),
                          Hyperparameter.DROPOUT,
                          Points.value(axes, point, Hyperparameter.DROPOUT)))
              .filter(Space::hasVainDropout)
              .map(point -> point.get(Hyperparameter.DROPOUT))
              .distinct()
              .map(ValueText::shown)
              .toList();
      if (!rates.isEmpty()) {
        add(
            "dropout",
            "Cannot set dropout to %s where num_layers is 1: must be 0, as it is between layers; exclude %s or take more layers"
                .formatted(
                    String.join(", ", rates),
                    rates.stream()
                        .map(rate -> "{num_layers: 1, dropout: " + rate + "}")
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private boolean checkCombination(
      List<SpaceAxis> axes, Positions places, Map<Hyperparameter, Object> combination) {
    int before = problems.size();
    if (combination.isEmpty()) {
      add("exclude", "Cannot exclude {}: must name at least one hyperparameter");
    }
    combination.forEach(
        (h, value) -> {
          if (places.lacks(h, value)) {
            add(
                "exclude",
                "Cannot exclude %s %s: must be one of its values %s"
                    .formatted(
                        h.key(), ValueText.shown(value), ValueText.shown(parameters.get(h))));
          }
        });
    if (problems.size() == before
        && axes.stream().anyMatch(a -> places.on(a, combination) == Positions.NOWHERE)) {
      add(
          "exclude",
          "Cannot exclude %s: must be a combination of the grid, and tie never pairs these values"
              .formatted(ValueText.shown(combination)));
    }
    return problems.size() == before && parameters.keySet().containsAll(combination.keySet());
  }

  private void add(String key, String text) {
    problems.add(new Problem(key, text));
  }

  private static String keys(List<Hyperparameter> tie, String separator) {
    return tie.isEmpty()
        ? "[]"
        : tie.stream().map(Hyperparameter::key).collect(Collectors.joining(separator));
  }
}
