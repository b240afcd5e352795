package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.claim.RunningTrial;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.SweepDataset;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Lists the trials that processes are training now. A marker names a trial by its id alone. Its
 * hyperparameters follow from the specification and the data that the rows describe.
 */
final class RunningList {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final int ID_DIGITS = 8;

  private final StoredSweep stored;
  private final Varying varying;
  private final Map<TrialId, Trial> trials = new HashMap<>();

  RunningList(StoredSweep stored) {
    this.stored = stored;
    this.varying = Varying.of(stored.spec());
  }

  /**
   * Returns a table of the trials, the longest running first.
   *
   * @param rows of the table
   * @param now by this machine's clock
   */
  List<String> lines(List<RunningTrial> running, TableRows rows, Instant now, OptionalInt width) {
    if (running.isEmpty()) {
      return List.of("No trial is running.");
    }
    if (trials.isEmpty()) {
      List<Dataset> known = SweepDataset.known(stored.spec(), rows);
      if (!known.isEmpty()) {
        stored.trials(known).forEach(trial -> trials.put(trial.id(), trial));
      }
    }
    List<String> columns = new ArrayList<>(List.of("running"));
    columns.addAll(varying.names());
    columns.addAll(List.of("since", "for", "where"));
    TextTable table = new TextTable(columns);
    running.forEach(trial -> table.row(row(trial, now)));
    return table.lines().stream()
        .map(line -> width.isPresent() ? DisplayWidth.cut(line, width.getAsInt()) : line)
        .toList();
  }

  private List<String> row(RunningTrial running, Instant now) {
    Trial trial = trials.get(running.id());
    return varying.row(
        List.of(running.id().hex().substring(0, ID_DIGITS)),
        h -> trial == null ? null : trial.hyperparameters().value(h),
        List.of(
            running.since().map(TIME::format).orElse("-"),
            running
                .since()
                .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                .map(Show::seconds)
                .orElse("-"),
            "process " + running.pid() + " on " + running.host()));
  }
}
