package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TestResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.PublicUri;
import io.github.lstmsweep.trial.TrialId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The trials of a table that are exported.
 *
 * @param spec the specification of the table
 * @param place of the table, without secrets
 * @param choice the part of the table
 * @param all the rows of the whole table
 * @param trials in the order in which they started
 */
public record ExportedTable(
    SweepSpec spec, String place, Choice choice, TableRows all, List<ExportedTrial> trials) {
  private static final Comparator<ExportedTrial> BY_START =
      Comparator.comparing(ExportedTrial::started).thenComparing(trial -> trial.row().id().hex());

  /** Sorts the trials. */
  public ExportedTable {
    trials = trials.stream().sorted(BY_START).toList();
  }

  /**
   * Reads the part of a table.
   *
   * @throws UserException if there is no trial to export
   */
  public static ExportedTable read(StoredSweep stored, Choice choice) {
    TableRows.WithCurves read = stored.table().rowsWithCurves();
    TableRows rows = read.rows();
    String place = PublicUri.of(stored.table().place());
    List<TrialRow> chosen =
        choice.top().isPresent()
            ? rows.ranked().stream().limit(choice.top().getAsInt()).toList()
            : rows.rows();
    if (chosen.isEmpty()) {
      throw UserException.badInput(
          "Cannot export "
              + place
              + ": must have a trial"
              + (choice.top().isPresent()
                  ? " that is OK, but none of its "
                      + Show.counted(rows.rows().size(), "row")
                      + " is"
                  : ", but has no row yet"));
    }
    Map<TrialId, Double> tested = new HashMap<>();
    stored
        .table()
        .testResult()
        .read()
        .map(TestResult::scores)
        .ifPresent(all -> all.forEach(score -> tested.put(score.id(), score.testPerplexity())));
    return new ExportedTable(
        stored.spec(),
        place,
        choice,
        rows,
        chosen.stream()
            .map(
                row ->
                    ExportedTrial.of(
                        row,
                        read.curves().getOrDefault(row.id(), List.of()),
                        choice.points(),
                        tested.containsKey(row.id())
                            ? OptionalDouble.of(tested.get(row.id()))
                            : OptionalDouble.empty()))
            .toList());
  }

  /** Returns the time at which the first trial of the whole table started. */
  public Instant started() {
    return all.rows().stream()
        .map(ExportedTrial::startOf)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Returns the time at which the last trial of the whole table finished. */
  public Instant finished() {
    return all.rows().stream()
        .map(ExportedTrial::endOf)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
