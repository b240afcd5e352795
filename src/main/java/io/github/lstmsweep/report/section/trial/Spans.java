package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.result.row.TrialRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The times at which trials began and ended, in microseconds since 1970 in UTC. */
final class Spans {
  static final double MICROS_PER_SECOND = 1e6;

  private Spans() {}

  /** Returns the times in a column, sorted. */
  static long[] micros(List<TrialRow> rows, String column) {
    return rows.stream()
        .flatMapToDouble(row -> row.number(column).stream())
        .mapToLong(micros -> (long) micros)
        .sorted()
        .toArray();
  }

  /** Formats a time to the second, such as {@code 2026-11-29T03:45:00Z}. */
  static String shown(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
