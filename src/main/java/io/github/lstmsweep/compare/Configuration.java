package io.github.lstmsweep.compare;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.Spread;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a sweep tries several seeds of: trials that differ in nothing else.
 *
 * @param values the hyperparameters that tell configurations apart
 * @param rows of its seeds, whatever their status
 */
public record Configuration(Map<Hyperparameter, Object> values, List<TrialRow> rows) {
  /** Keeps its own copies. */
  public Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    rows = List.copyOf(rows);
  }

  /** The validation score of every seed that is OK and has a finite one. */
  public SortedMap<Long, Double> scores() {
    SortedMap<Long, Double> scores = new TreeMap<>();
    for (TrialRow row : rows) {
      double score = row.validationScore().orElse(Double.NaN);
      if (row.status() == TrialStatus.OK && Double.isFinite(score)) {
        scores.put(seed(row), score);
      }
    }
    return scores;
  }

  /** How many seeds have a score. */
  public int n() {
    return scores().size();
  }

  /** The mean over them; NaN without any. */
  public double mean() {
    return spread().mean();
  }

  /** The standard deviation of the sample; NaN where n is below 2. */
  public double sd() {
    return spread().sd();
  }

  private Spread spread() {
    return Spread.of(scores().values().stream().mapToDouble(p -> p).toArray());
  }

  /** {@code lr 1, num_steps 8}; empty where nothing but the seed varies. */
  public String shown() {
    return values.entrySet().stream()
        .map(e -> e.getKey().key() + " " + Show.parameter(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static long seed(TrialRow row) {
    return row.hyperparameter(Hyperparameter.SEED) instanceof Long seed ? seed : 0;
  }
}
