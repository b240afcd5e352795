package io.github.lstmsweep.sweep;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.Results;
import io.github.lstmsweep.trial.TrialId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The rows of a table for a search. They are decoded at the first request for a score. */
public final class StoredResults implements Results {
  private final TrialTable table;
  private final Set<TrialId> ids;
  private Map<TrialId, TrialRow> rows;

  /**
   * The results of these trials.
   *
   * @param ids trials of {@code table} that have a row
   */
  public StoredResults(TrialTable table, Set<TrialId> ids) {
    this.table = table;
    this.ids = Set.copyOf(ids);
  }

  @Override
  public Set<TrialId> ids() {
    return ids;
  }

  @Override
  public OptionalDouble score(TrialId id) {
    if (rows == null) {
      rows = new HashMap<>();
      table.rows(ids).rows().forEach(row -> rows.put(row.id(), row));
    }
    TrialRow row = rows.get(id);
    return row == null ? OptionalDouble.empty() : Ranking.score(row);
  }
}
