package io.github.lstmsweep.compare;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The hyperparameters that distinguish the trials of a sweep. A table shows only these.
 *
 * @param hyperparameters those with more than one value, in the specification's order
 * @param fixed the values of all remaining hyperparameters
 */
public record Varying(List<Hyperparameter> hyperparameters, Map<Hyperparameter, Object> fixed) {
  /** Finds the hyperparameters of a specification that have more than one value. */
  public static Varying of(SweepSpec spec) {
    Map<Hyperparameter, List<Object>> all = new LinkedHashMap<>();
    spec.space().parameters().keySet().forEach(h -> all.put(h, spec.values(h)));
    return new Varying(
        all.keySet().stream().filter(h -> all.get(h).size() > 1).toList(),
        all.keySet().stream()
            .filter(h -> all.get(h).size() == 1)
            .collect(Collectors.toMap(h -> h, h -> all.get(h).get(0))));
  }

  /** Returns the names of the varying hyperparameters. */
  public List<String> names() {
    return hyperparameters.stream().map(Hyperparameter::key).toList();
  }

  /** Returns a row of cells: {@code first}, the values of one trial, {@code last}. */
  public List<String> row(
      List<String> first, Function<Hyperparameter, Object> value, List<String> last) {
    List<String> cells = new ArrayList<>(first);
    hyperparameters.forEach(h -> cells.add(cell(value.apply(h))));
    cells.addAll(last);
    return cells;
  }

  /**
   * Returns the values that distinguish a trial, such as {@code num_steps 8, lr 1}; empty if
   * nothing varies.
   */
  public String shown(TrialRow row) {
    return shown(row::hyperparameter);
  }

  /** Returns the values that distinguish a trial, such as {@code lr 1}; empty if nothing varies. */
  public String shown(Function<Hyperparameter, Object> value) {
    return hyperparameters.stream()
        .map(h -> h.key() + " " + cell(value.apply(h)))
        .collect(Collectors.joining(", "));
  }

  /** Returns the values that all trials share, such as {@code batch_size 1024, lr 1}. */
  public String shared() {
    return java.util.Arrays.stream(Hyperparameter.values())
        .filter(fixed::containsKey)
        .map(h -> h.key() + " " + cell(fixed.get(h)))
        .collect(Collectors.joining(", "));
  }

  private static String cell(Object value) {
    return Show.parameter(value);
  }
}
