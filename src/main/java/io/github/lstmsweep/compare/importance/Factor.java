package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A factor of a factorial design: one hyperparameter, or several whose values move together. The
 * effects of such a group cannot be told apart, so it counts as one.
 *
 * @param parameters at least one
 * @param levels the values in order, each as a list with one value per parameter
 */
public record Factor(List<Hyperparameter> parameters, List<List<Object>> levels) {
  /** Orders numbers by size and all remaining values by name. */
  static final Comparator<Object> VALUE_ORDER =
      (a, b) ->
          a instanceof Number x && b instanceof Number y
              ? Double.compare(x.doubleValue(), y.doubleValue())
              : a.toString().compareTo(b.toString());

  /** Sorts the levels by their values of the first parameter. */
  public Factor {
    parameters = List.copyOf(parameters);
    levels =
        levels.stream()
            .map(List::copyOf)
            .sorted(Comparator.comparing(level -> level.get(0), VALUE_ORDER))
            .toList();
  }

  /** Returns the names of its hyperparameters, such as {@code lr} or {@code lr with num_steps}. */
  public String name() {
    return parameters.stream().map(Hyperparameter::key).collect(Collectors.joining(" with "));
  }

  /** Returns the number of levels. */
  public int size() {
    return levels.size();
  }

  /** Returns a value for people, such as {@code 10}; for a group {@code 10 with 32}. */
  public String value(int level) {
    return levels.get(level).stream().map(Show::parameter).collect(Collectors.joining(" with "));
  }

  /** Returns a level for people, such as {@code lr 10} or {@code lr 10 with num_steps 32}. */
  public String shown(int level) {
    List<String> words = new ArrayList<>();
    for (int p = 0; p < parameters.size(); p++) {
      words.add(parameters.get(p).key() + " " + Show.parameter(levels.get(level).get(p)));
    }
    return String.join(" with ", words);
  }

  /** Returns whether it only repeats configurations: its sole hyperparameter is the seed. */
  public boolean isSeed() {
    return parameters.equals(List.of(Hyperparameter.SEED));
  }

  /** Returns whether its levels are ordered by size. */
  public boolean isNumeric() {
    return levels.stream().allMatch(level -> level.get(0) instanceof Number);
  }

  /** Returns this factor with some of its levels. */
  Factor only(List<Integer> kept) {
    return new Factor(parameters, kept.stream().map(levels::get).toList());
  }

  /** Returns the index of each level. */
  Map<List<Object>, Integer> indices() {
    Map<List<Object>, Integer> indices = new HashMap<>();
    levels.forEach(level -> indices.put(level, indices.size()));
    return indices;
  }

  /** Returns the values of a row. A row older than a hyperparameter ran with its default. */
  static List<Object> values(TrialRow row, List<Hyperparameter> parameters) {
    List<Object> values = new ArrayList<>(parameters.size());
    for (Hyperparameter h : parameters) {
      Object value = row.hyperparameter(h);
      values.add(value == null ? h.defaultValue(row.task()) : value);
    }
    return values;
  }
}
