package io.github.lstmsweep.sweep.export.optuna;

import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.ExportedTrial;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The distributions of the hyperparameters that vary. A list of values is categorical, and a range
 * is one of numbers. Trials of a point that the space lacks widen it, because Optuna accepts no
 * value outside a distribution.
 *
 * @param all by hyperparameter, in the specification's order
 */
record Distributions(Map<Hyperparameter, StudyDistribution> all) {
  Distributions {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  static Distributions of(ExportedTable table) {
    Map<Hyperparameter, StudyDistribution> all = new LinkedHashMap<>();
    for (Hyperparameter h : table.spec().space().parameters().keySet()) {
      List<Object> values = values(table, h);
      if (values.size() > 1) {
        all.put(h, distribution(table.spec(), h, values));
      }
    }
    return new Distributions(all);
  }

  /** Returns the values of the specification, and then those that only trials have. */
  private static List<Object> values(ExportedTable table, Hyperparameter h) {
    Set<Object> values = new LinkedHashSet<>(table.spec().values(h));
    Stream<Object> ofTrials = table.trials().stream().map(trial -> trial.value(h));
    ofTrials.forEach(values::add);
    return List.copyOf(values);
  }

  private static StudyDistribution distribution(
      SweepSpec spec, Hyperparameter h, List<Object> values) {
    return Optional.ofNullable(spec.space().ranges().get(h))
        .map(range -> StudyDistribution.of(range, values))
        .orElseGet(() -> StudyDistribution.of(values));
  }

  /** Returns the names of the hyperparameters. */
  List<String> names() {
    return all.keySet().stream().map(Hyperparameter::key).toList();
  }

  /** Returns the JSON of each distribution, which the journal has as a text. */
  Map<String, String> json() {
    Map<String, String> json = new LinkedHashMap<>();
    all.forEach((h, distribution) -> json.put(h.key(), distribution.json()));
    return json;
  }

  /** Returns the values of a trial as the journal has them. */
  Map<String, Object> places(ExportedTrial trial) {
    Map<String, Object> places = new LinkedHashMap<>();
    all.forEach((h, distribution) -> places.put(h.key(), distribution.place(trial.value(h))));
    return places;
  }
}
