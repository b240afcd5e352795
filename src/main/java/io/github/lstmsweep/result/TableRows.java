package io.github.lstmsweep.result;

import io.github.lstmsweep.result.row.CurvedRow;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The readable rows of a table.
 *
 * @param rows in the order of {@link Ranking#BEST_FIRST}
 * @param unreadable one entry for each trial whose file has no readable row, by id
 */
public record TableRows(List<TrialRow> rows, List<UnreadableRow> unreadable) {
  /** Sorts the rows and the unreadable ones. */
  public TableRows {
    rows = rows.stream().sorted(Ranking.BEST_FIRST).toList();
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

  /** Returns the rows that rank, best first. */
  public List<TrialRow> ranked() {
    return Ranking.ranked(rows);
  }

  /**
   * Returns the row that ranks first; empty if none ranks, or if the rows are of several corpora,
   * whose scores cannot be compared.
   */
  public Optional<TrialRow> best() {
    return isOfSeveralCorpora() ? Optional.empty() : ranked().stream().findFirst();
  }

  /** Returns whether the trials learned from different data. */
  public boolean isOfSeveralCorpora() {
    return rows.stream().map(TableRows::corpus).distinct().limit(2).count() > 1;
  }

  /**
   * Returns the rows of each corpus, in the order of their names. The unreadable rows are in none
   * of them, because nobody knows their corpus.
   */
  public List<TableRows> byCorpus() {
    Map<String, List<TrialRow>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(corpus(row), c -> new ArrayList<>()).add(row));
    return groups.values().stream()
        .sorted(Comparator.comparing((List<TrialRow> group) -> corpusName(group.get(0))))
        .map(group -> new TableRows(group, List.of()))
        .toList();
  }

  /** Returns the name of a row's corpus, such as {@code a.txt} or {@code shop of sales.csv}. */
  public static String corpusName(TrialRow row) {
    String corpus = row.text("corpus").orElse("");
    return row.text("column").filter(column -> !column.isEmpty()).map(c -> c + " of ").orElse("")
        + corpus;
  }

  private static String corpus(TrialRow row) {
    return row.text("corpus_sha256").orElse("");
  }

  /** Returns the score of {@link #best}; empty if there is none. */
  public OptionalDouble bestScore() {
    return best().map(Ranking::score).orElse(OptionalDouble.empty());
  }

  /**
   * The rows of a table with their learning curves.
   *
   * @param rows without their curves
   * @param curves of the rows
   */
  public record WithCurves(TableRows rows, Map<TrialId, List<EpochPoint>> curves) {
    /** No rows. */
    static final WithCurves NONE = new WithCurves(new TableRows(List.of(), List.of()), Map.of());

    /** Returns the union of these rows and {@code others}. */
    public WithCurves and(WithCurves others) {
      Map<TrialId, List<EpochPoint>> all = new HashMap<>(curves);
      all.putAll(others.curves);
      return new WithCurves(rows.and(others.rows), all);
    }

    static WithCurves of(Collection<CurvedRow> read, List<UnreadableRow> unreadable) {
      return new WithCurves(
          new TableRows(read.stream().map(CurvedRow::row).toList(), unreadable),
          read.stream().collect(Collectors.toMap(curved -> curved.row().id(), CurvedRow::curve)));
    }
  }
}
