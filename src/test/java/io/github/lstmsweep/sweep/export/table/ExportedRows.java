package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Makes tables to export from values that a test names. */
public final class ExportedRows {
  /** The start of the first trial; each further one starts a minute later. */
  public static final Instant START = Instant.parse("2026-01-02T12:00:00.123456Z");

  private ExportedRows() {}

  /** Returns a table with the specification {@code yaml}. */
  public static ExportedTable table(Path folder, String yaml, ExportedTrial... trials)
      throws IOException {
    return new ExportedTable(
        SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of()),
        "/a table",
        new Choice(OptionalInt.empty(), Choice.Points.CURVE),
        new TableRows(List.of(trials).stream().map(ExportedTrial::row).toList(), List.of()),
        List.of(trials));
  }

  /**
   * Returns a trial of 10 s, whose epochs have 1 s each.
   *
   * @param number names it, and decides its start
   * @param values of its row, without its id and its times
   * @param scores of its epochs
   */
  public static ExportedTrial trial(int number, Map<String, Object> values, double... scores) {
    Map<String, Object> all = new HashMap<>(values);
    Instant start = START.plus(number, ChronoUnit.MINUTES);
    all.put("started_at", ChronoUnit.MICROS.between(Instant.EPOCH, start));
    all.put("finished_at", ChronoUnit.MICROS.between(Instant.EPOCH, start.plusSeconds(10)));
    List<EpochPoint> curve = new ArrayList<>();
    for (double score : scores) {
      curve.add(new EpochPoint(curve.size() + 1, 2 * score, score, 1));
    }
    TrialId id = new TrialId(String.format("%032x", number));
    return ExportedTrial.of(
        new TrialRow(id, all), curve, Choice.Points.CURVE, OptionalDouble.empty());
  }
}
