package io.github.lstmsweep.result;

import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.paused.PausedTrials;
import io.github.lstmsweep.result.row.CheckedRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.HadoopPath;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files of a table's rows, for copies and for readers that are not this software. Paths are
 * spelled as Hadoop and Spark spell them.
 */
public final class RowFiles {
  /** The number of one-row files that are held in memory at a time. */
  private static final int PART = 256;

  private final Storage storage;
  private final CompactedRows compacted;
  private final StoredRows stored;
  private final TablePlace place;

  RowFiles(Storage storage, CompactedRows compacted, StoredRows stored, TablePlace place) {
    this.storage = storage;
    this.compacted = compacted;
    this.stored = stored;
    this.place = place;
  }

  /**
   * Rows with the bytes of their files.
   *
   * @param unreadable the rows that cannot be read
   */
  public record Checked(Map<TrialId, CheckedRow> rows, List<UnreadableRow> unreadable) {
    /** Copies both. */
    public Checked {
      rows = Map.copyOf(rows);
      unreadable = List.copyOf(unreadable);
    }
  }

  /** Divides rows into parts that can be held in memory. The rows of one file are in one part. */
  public List<Set<TrialId>> parts(Set<TrialId> ids) {
    List<Set<TrialId>> parts = new ArrayList<>();
    Set<TrialId> singles = new HashSet<>();
    for (Map.Entry<String, Set<TrialId>> file :
        place.call("list the trials of", () -> stored.byFile(ids)).entrySet()) {
      if (Layout.trial(Layout.name(file.getKey())).isEmpty()) {
        parts.add(file.getValue());
        continue;
      }
      singles.addAll(file.getValue());
      if (singles.size() == PART) {
        parts.add(singles);
        singles = new HashSet<>();
      }
    }
    if (!singles.isEmpty()) {
      parts.add(singles);
    }
    return parts;
  }

  /** Returns the rows of {@code ids}, each with the bytes of a one-row file. */
  public Checked checked(Set<TrialId> ids) {
    return place.call("read the rows of", () -> stored.checked(ids));
  }

  /** Returns the folder of all rows. It has one-row files and files of many rows. */
  public String folder() {
    return HadoopPath.of(place.uri(), Layout.TRIALS);
  }

  /**
   * Returns the names of the one-row files in that folder, as a glob. It leaves out strange files,
   * and also files of many rows, which a reader takes from {@link #paths}.
   */
  public static String singleRowGlob() {
    return Layout.SINGLE_ROW_GLOB;
  }

  /** Returns whether some rows are in files of many rows. */
  public boolean areCompacted() {
    return place.call("list the compacted rows of", () -> !compacted.files().isEmpty());
  }

  /** Returns the files that hold the rows of {@code ids}, of one row or of many, each once. */
  public List<String> paths(Set<TrialId> ids) {
    return place.call(
        "list the trials of",
        () ->
            stored.byFile(ids).keySet().stream()
                .map(file -> HadoopPath.of(place.uri(), file))
                .toList());
  }

  /** Returns the paused trials whose rows Spark may read. */
  public Set<TrialId> readablePaused() {
    return place.call(
        "read the paused trials of",
        () -> {
          PausedTrials paused = new PausedTrials(storage, place.toString());
          Set<TrialId> ids = new HashSet<>(paused.epochs().keySet());
          if (!ids.isEmpty()) {
            ids.removeAll(stored.finished());
            ids.removeAll(paused.unfitForOtherReaders(ids));
          }
          return ids;
        });
  }

  /** Returns the files that hold the rows of these paused trials. */
  public List<String> pausedPaths(Set<TrialId> ids) {
    return place.call(
        "list the paused trials of",
        () ->
            new PausedTrials(storage, place.toString())
                .files(ids).stream().map(file -> HadoopPath.of(place.uri(), file)).toList());
  }

  /** Returns the names of the files in the folder that are no rows. */
  public List<String> strays() {
    return place.call(
        "list the trials of",
        () ->
            storage.names(Layout.TRIALS).stream()
                .filter(name -> Layout.trial(name).isEmpty() && Layout.digest(name).isEmpty())
                .toList());
  }

  /**
   * Returns those of {@code ids} whose files Spark must not read: unreadable ones, and ones that
   * this software cannot have written.
   */
  public List<UnreadableRow> unfit(Set<TrialId> ids) {
    return place.call(
        "read the rows of",
        () ->
            stored.unfitForOtherReaders(ids).stream()
                .sorted(Comparator.comparing(row -> row.id().hex()))
                .toList());
  }
}
