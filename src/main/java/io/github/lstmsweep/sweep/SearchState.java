package io.github.lstmsweep.sweep;

import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The state of a table's search at one moment.
 *
 * @param trials every trial that the search may train
 * @param next the trials that it trains next; none if it is over
 */
public record SearchState(Set<TrialId> trials, Set<TrialId> next) {
  /**
   * Reads the state of a table.
   *
   * @param dataset that the trials learn from
   */
  public static SearchState of(StoredSweep stored, Dataset dataset) {
    Search search = Search.of(stored.spec(), dataset);
    StoredResults results =
        new StoredResults(stored.table(), stored.table().finished(), stored.table().pausedEpochs());
    return new SearchState(ids(search.trials()), ids(search.next(results).run()));
  }

  private static Set<TrialId> ids(List<Trial> trials) {
    return trials.stream().map(Trial::id).collect(Collectors.toSet());
  }
}
