package io.github.lstmsweep.sweep;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.search.ExpectedScore;
import io.github.lstmsweep.search.LeftOut;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of a table's search at one moment.
 *
 * @param trials every trial that the search may train
 * @param next the trials that it trains next; none if it is over
 * @param expected the last scores that it expects of paused trials, best first; none if its method
 *     has no model
 * @param leftOut the trials that it has left out; empty if it is not over, or if it is none that
 *     leaves out seeds
 */
public record SearchState(
    Set<TrialId> trials,
    Set<TrialId> next,
    List<ExpectedScore> expected,
    Optional<LeftOut> leftOut) {
  /**
   * The trials that a sweep has not finished. A search may ask for more of them later.
   *
   * @param missing number of trials without a row that are trained next
   * @param goOn number of paused trials that are trained further next
   * @param expected the last scores that the search expects of paused trials, best first
   * @param leftOut says which trials the search has left out; empty if it is not over
   */
  public record Left(
      int missing, int goOn, List<ExpectedScore> expected, Optional<String> leftOut) {
    /** Returns whether the sweep has nothing to train. */
    public boolean isNone() {
      return missing + goOn == 0;
    }
  }

  /**
   * Reads the state of a table. A row that cannot be read tells the search nothing.
   *
   * @param datasets that the trials learn from
   */
  public static SearchState of(StoredSweep stored, List<Dataset> datasets) {
    // Most searches that pause no trial look at no score.
    return stored.spec().search().asksForScores()
        ? of(stored, datasets, stored.table().rows().unreadable())
        : of(stored, datasets, List.of());
  }

  private static SearchState of(
      StoredSweep stored, List<Dataset> datasets, List<UnreadableRow> unreadable) {
    Set<TrialId> ended = new HashSet<>(stored.table().finished());
    Map<TrialId, Integer> paused = stored.table().pausedEpochs();
    for (UnreadableRow row : unreadable) {
      ended.remove(row.id());
      paused.remove(row.id());
    }
    Search search = Search.of(stored.spec(), datasets);
    StoredResults results = new StoredResults(stored.table(), ended, paused);
    Search.Outlook outlook = search.outlook(results);
    return new SearchState(
        ids(search.trials()), ids(outlook.next().run()), outlook.expected(), outlook.leftOut());
  }

  /**
   * Counts the trials that a table's sweep trains next. A trial whose row cannot be read does not
   * count.
   */
  public static Left left(StoredSweep stored, TableRows rows) {
    Set<TrialId> paused =
        rows.rows().stream()
            .filter(row -> row.status() == TrialStatus.PAUSED)
            .map(TrialRow::id)
            .collect(Collectors.toSet());
    List<Dataset> datasets =
        stored.spec().search().asksForScores()
            ? SweepDataset.known(stored.spec(), rows)
            : List.of();
    int corpora = stored.spec().axis().count();
    if (datasets.isEmpty() || datasets.size() > corpora) {
      int known = rows.rows().size() + rows.unreadable().size();
      return new Left(
          Math.max(0, Search.size(stored.spec()) - known),
          paused.size(),
          List.of(),
          Optional.empty());
    }
    SearchState state = of(stored, datasets, rows.unreadable());
    Set<TrialId> next = new HashSet<>(state.next());
    rows.unreadable().forEach(row -> next.remove(row.id()));
    int all = next.size();
    next.retainAll(paused);
    // Nobody knows the data of a corpus without a row. All of its trials are missing.
    int unknown = corpora - datasets.size();
    long unreadable =
        rows.unreadable().stream().filter(row -> !state.trials().contains(row.id())).count();
    long others = (long) Search.size(stored.spec()) / corpora * unknown - unreadable;
    return new Left(
        all - next.size() + Math.toIntExact(Math.max(0, others)),
        next.size(),
        state.expected(),
        unknown == 0 ? state.leftOut().map(LeftOut::line) : Optional.empty());
  }

  /** Says which trials a table's search has left out; empty if it is not over. */
  public static Optional<String> leftOut(SweepSpec spec, Search search, TrialTable table) {
    return spec.search().race().isEmpty()
        ? Optional.empty()
        : search
            .outlook(new StoredResults(table, table.finished(), table.pausedEpochs()))
            .leftOut()
            .map(LeftOut::line);
  }

  private static Set<TrialId> ids(List<Trial> trials) {
    return trials.stream().map(Trial::id).collect(Collectors.toSet());
  }
}
