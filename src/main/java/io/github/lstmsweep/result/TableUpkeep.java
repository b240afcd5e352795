package io.github.lstmsweep.result;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Leftovers;
import io.github.lstmsweep.result.claim.Turn;
import io.github.lstmsweep.result.compact.Compacted;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.compact.Compaction;
import io.github.lstmsweep.result.compact.ManifestRepair;
import io.github.lstmsweep.result.compact.Quarantine;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.TableDamage;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a table in order: reports and repairs damage, sets rows aside, compacts and clears away.
 */
public final class TableUpkeep {
  private final TrialTable table;
  private final Storage storage;
  private final CompactedRows compacted;
  private final TablePlace place;
  private final ManifestRepair manifests;

  TableUpkeep(TrialTable table, Storage storage, CompactedRows compacted, TablePlace place) {
    this.table = table;
    this.storage = storage;
    this.compacted = compacted;
    this.place = place;
    this.manifests = new ManifestRepair(storage, compacted);
  }

  /**
   * Returns one line for each corrupt file of the table itself, which also says how it is repaired.
   */
  public List<String> damage() {
    return place.call("read", this::found).stream()
        .map(damage -> damage.line(place.toString()))
        .toList();
  }

  /** Returns the corrupt files of the table itself: no rows and no models. */
  List<TableDamage> found() throws IOException {
    List<TableDamage> damage = new ArrayList<>(manifests.damage());
    table.testResult().damage().ifPresent(damage::add);
    table.specification().damage().ifPresent(damage::add);
    return damage;
  }

  /**
   * Repairs the corrupt files of the table itself, except the specification. If nothing is corrupt
   * it does nothing.
   *
   * @return one line for each file that was set aside
   */
  public List<String> mend() {
    return place.call(
        "mend",
        () ->
            found().isEmpty()
                ? List.of()
                : Turn.COMPACTION.take(storage, this::mendInTurn).orElse(List.of()));
  }

  /** Repairs the manifests and the test score. The caller must hold the turn to compact. */
  private List<String> mendInTurn() throws IOException {
    List<String> lines = new ArrayList<>(manifests.mend());
    lines.addAll(table.testResult().mend());
    return lines;
  }

  /**
   * Merges one-row files into files of many rows.
   *
   * @throws UserException if another process is compacting
   */
  public Compacted compact() {
    return compact(Compaction.SETTLED)
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot compact " + place + ": another process is at it", Turn.again()));
  }

  /**
   * Merges one-row files older than {@code settled} into files of many rows.
   *
   * @return empty if another process is compacting
   */
  public Optional<Compacted> compact(Duration settled) {
    return place.call(
        "compact",
        () ->
            Turn.COMPACTION.take(
                storage,
                () -> {
                  // Otherwise a file without a manifest would be taken for the leftover of a killed
                  // process.
                  List<String> unused = mendInTurn();
                  return new Compaction(storage, compacted, settled).run(Compaction.MOST_BYTES);
                }));
  }

  /**
   * Moves the files of corrupt rows to {@code _quarantine}, so that their trials have no row. A row
   * that has become whole meanwhile stays.
   *
   * @return one line for each file that was moved
   */
  public List<String> setAside(List<UnreadableRow> rows) {
    return setAsideFound(
        rows.stream()
            .filter(UnreadableRow::isCorrupt)
            .map(u -> new Finding(u.file(), u.id().hex(), u.reason()))
            .toList());
  }

  /**
   * Repairs the files of the table itself and sets aside the corrupt files that an audit found.
   *
   * @return one line for each file that was set aside
   */
  public List<String> setAside(AuditReport report) {
    List<String> lines = new ArrayList<>(mend());
    lines.addAll(setAsideFound(report.corrupt()));
    return lines;
  }

  private List<String> setAsideFound(List<Finding> corrupt) {
    return new CorruptRows(storage, compacted, place.toString()).setAside(corrupt);
  }

  /**
   * Moves the rows of trials that ended with one of {@code statuses} to {@code _quarantine}. A row
   * that a different run has published meanwhile stays.
   *
   * @return the number of rows that were moved
   */
  public int setAside(Set<TrialId> ids, Set<TrialStatus> statuses) {
    Quarantine quarantine = new Quarantine(storage);
    int moved = 0;
    for (TrialId id : ids) {
      moved +=
          place.call(
              "set aside " + Layout.row(id) + " of",
              () -> quarantine.take(id, statuses).isPresent() ? 1 : 0);
    }
    return moved;
  }

  /**
   * Reads every file of the table and compares it with what it must be.
   *
   * @param expected the trials of the specification
   */
  public AuditReport audit(Set<TrialId> expected) {
    return audit(expected, expected);
  }

  /**
   * Reads every file of the table and compares it with what it must be.
   *
   * @param expected the trials of the specification
   * @param next those that are still to be trained, if they have not ended
   */
  public AuditReport audit(Set<TrialId> expected, Set<TrialId> next) {
    return place.call("audit", () -> new Audit(table, storage, compacted).report(expected, next));
  }

  /** Finishes an interrupted compaction and deletes the leftovers of killed processes. */
  void clearAway() {
    try {
      if (!storage.names(Layout.COMPACTED).isEmpty()) {
        Turn.COMPACTION.take(
            storage,
            () -> {
              new Compaction(storage, compacted, Compaction.SETTLED).settle();
              return true;
            });
      }
      Set<TrialId> finished = table.finished();
      new Leftovers(storage).clearAway(finished);
      new PausedTrials(storage, place.toString()).clear(finished);
    } catch (IOException e) {
      // Nothing depends on this cleaning, and the next run tries again.
    }
  }
}
