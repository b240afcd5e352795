package io.github.lstmsweep.sweep;

import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.compare.importance.Factors;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Task;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the facts that a page shows from a stored table. */
public final class StoredSummary {
  private StoredSummary() {}

  /** Returns the facts of the rows that exist now. */
  public static SweepSummary of(StoredSweep stored) {
    TrialTable table = stored.table();
    SweepSpec spec = stored.spec();
    TableRows.WithCurves read = table.rowsWithCurves();
    TableRows rows = read.rows();
    Varying varying = Varying.of(spec);
    SearchState.Left left = SearchState.left(stored, rows);
    return new SweepSummary(
        new SweepSummary.Table(
            spec.name(),
            table.place(),
            Search.size(spec),
            left.missing() + left.goOn(),
            rows,
            varying,
            factors(spec, rows, varying),
            left.leftOut().stream().toList()),
        read.curves(),
        forecasts(table, rows),
        new TestScore(spec, table, Configurations.of(rows, varying.hyperparameters())).lines(rows));
  }

  /**
   * A point that is included may have a value that the space lacks, so the rows tell the levels.
   */
  private static Factors factors(SweepSpec spec, TableRows rows, Varying varying) {
    return spec.search().include().isEmpty()
        ? Factors.of(spec.space())
        : Factors.of(rows.rows(), varying.hyperparameters());
  }

  private static List<ForecastPoint> forecasts(TrialTable table, TableRows rows) {
    Optional<TrialRow> best = rows.best().filter(row -> row.task() == Task.TIME_SERIES);
    try {
      return best.isPresent() ? table.forecasts(best.get().id()) : List.of();
    } catch (IOException e) {
      // The file has disappeared since it was listed, so the page has no forecasts.
      return List.of();
    }
  }
}
