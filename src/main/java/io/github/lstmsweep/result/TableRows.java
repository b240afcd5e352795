package io.github.lstmsweep.result;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The readable rows of a table.
 *
 * @param rows best first: OK by validation score, then all others; ties by id
 * @param unreadable one entry for each trial whose file has no readable row, by id
 */
public record TableRows(List<TrialRow> rows, List<UnreadableRow> unreadable) {
  private static final Comparator<TrialRow> BEST_FIRST =
      Comparator.comparingDouble(TableRows::score).thenComparing(row -> row.id().hex());

  /** Sorts the rows and the unreadable ones. */
  public TableRows {
    rows = rows.stream().sorted(BEST_FIRST).toList();
    unreadable =
        unreadable.stream()
            .sorted(Comparator.comparing((UnreadableRow u) -> u.id().hex()))
            .toList();
  }

  /** Returns the union of these rows and {@code others}. */
  public TableRows and(TableRows others) {
    return new TableRows(
        Stream.concat(rows.stream(), others.rows.stream()).toList(),
        Stream.concat(unreadable.stream(), others.unreadable.stream()).toList());
  }

  /**
   * Returns the data that the trials learned from, if all rows agree on it. The rows may label the
   * data differently.
   */
  public Optional<Dataset> dataset() {
    List<Dataset> datasets = rows.stream().flatMap(row -> row.dataset().stream()).toList();
    return datasets.stream().map(dataset -> dataset.called("")).distinct().count() == 1
        ? Optional.of(datasets.get(0))
        : Optional.empty();
  }

  /** Returns the number of rows for each status that occurs. */
  public Map<TrialStatus, Integer> counts() {
    Map<TrialStatus, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.status(), 1, Integer::sum));
    return counts;
  }

  /** Returns the lowest finite validation score of an OK trial. */
  public OptionalDouble bestScore() {
    return rows.stream().mapToDouble(TableRows::score).filter(Double::isFinite).min();
  }

  /**
   * Returns the row with the lowest finite validation score of an OK trial. If several rows share
   * it, the lowest id wins.
   */
  public Optional<TrialRow> best() {
    return rows.stream().limit(1).filter(row -> Double.isFinite(score(row))).findFirst();
  }

  // A score that is not finite never ranks.
  private static double score(TrialRow row) {
    double score = row.validationScore().orElse(Double.NaN);
    return row.status() == TrialStatus.OK && Double.isFinite(score)
        ? score
        : Double.POSITIVE_INFINITY;
  }
}
