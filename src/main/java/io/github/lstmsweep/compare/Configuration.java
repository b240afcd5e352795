package io.github.lstmsweep.compare;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.Spread;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A configuration whose trials differ only in the seed.
 *
 * @param values the hyperparameters that distinguish configurations
 * @param rows one row per seed, with any status
 */
public record Configuration(Map<Hyperparameter, Object> values, List<TrialRow> rows) {
  /** Copies the values and the rows. */
  public Configuration {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    rows = List.copyOf(rows);
  }

  /** Returns the validation score of every seed that ranks. */
  public SortedMap<Long, Double> scores() {
    SortedMap<Long, Double> scores = new TreeMap<>();
    for (TrialRow row : rows) {
      Ranking.score(row).ifPresent(score -> scores.put(seed(row), score));
    }
    return scores;
  }

  /** Returns the number of seeds with a score. */
  public int n() {
    return scores().size();
  }

  /** Returns the mean of the scores; NaN without any. */
  public double mean() {
    return spread().mean();
  }

  /** Returns the standard deviation of the sample; NaN if n is below 2. */
  public double sd() {
    return spread().sd();
  }

  private Spread spread() {
    return Spread.of(scores().values().stream().mapToDouble(p -> p).toArray());
  }

  /** Returns the values, such as {@code lr 1, num_steps 8}; empty if only the seed varies. */
  public String shown() {
    return values.entrySet().stream()
        .map(e -> e.getKey().key() + " " + Show.parameter(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static long seed(TrialRow row) {
    return row.hyperparameter(Hyperparameter.SEED) instanceof Long seed ? seed : 0;
  }
}
