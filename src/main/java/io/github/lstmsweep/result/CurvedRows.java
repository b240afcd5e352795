package io.github.lstmsweep.result;

import io.github.lstmsweep.result.row.CurvedRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of a table with their learning curves.
 *
 * @param rows without their curves
 * @param curves of the rows
 */
public record CurvedRows(TableRows rows, Map<TrialId, List<EpochPoint>> curves) {
  static CurvedRows of(Collection<CurvedRow> read, List<UnreadableRow> unreadable) {
    return new CurvedRows(
        new TableRows(read.stream().map(CurvedRow::row).toList(), unreadable),
        read.stream().collect(Collectors.toMap(curved -> curved.row().id(), CurvedRow::curve)));
  }
}
