package io.github.lstmsweep.result;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Turn;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.compact.Compaction;
import io.github.lstmsweep.result.compact.Quarantine;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.layout.RowsDigest;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.row.MultiRowFile;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sets corrupt rows aside, so that their trials have no row. Files go to the quarantine. A row in a
 * file of many rows is withdrawn from that file.
 */
final class CorruptRows {
  private final Storage storage;
  private final CompactedRows compacted;
  private final String place;

  /**
   * Makes this for one table.
   *
   * @param place the table's place, for messages
   */
  CorruptRows(Storage storage, CompactedRows compacted, String place) {
    this.storage = storage;
    this.compacted = compacted;
    this.place = place;
  }

  /**
   * Sets the corrupt files aside, except those that have become whole meanwhile.
   *
   * @return one line for each file that was set aside
   */
  List<String> setAside(List<Finding> corrupt) {
    List<String> lines = new ArrayList<>();
    try {
      withdraw(corrupt, lines);
    } catch (IOException e) {
      throw UserException.storage("Cannot set aside rows of " + place + ": " + Reason.of(e));
    }
    Quarantine quarantine = new Quarantine(storage);
    for (Finding finding : ofSingleFiles(corrupt)) {
      try {
        quarantine.take(finding).ifPresent(to -> lines.add(line(finding, to)));
      } catch (IOException e) {
        throw UserException.storage(
            "Cannot set aside " + finding.file() + " of " + place + ": " + Reason.of(e));
      }
    }
    return lines;
  }

  /**
   * Selects findings in one-row files. A file of many rows moves only when rows are withdrawn from
   * it.
   */
  private static List<Finding> ofSingleFiles(List<Finding> corrupt) {
    return corrupt.stream()
        .filter(f -> f.isOfTrial() && Layout.digest(Layout.name(f.file())).isEmpty())
        .toList();
  }

  private String line(Finding finding, String to) {
    return "Set aside %s of %s as %s: %s".formatted(finding.file(), place, to, finding.problem());
  }

  /** Withdraws the corrupt rows from the files of many rows. */
  private void withdraw(List<Finding> corrupt, List<String> lines) throws IOException {
    Map<TrialId, CompactedRows.File> files = compacted.byTrial();
    Map<RowsDigest, Map<TrialId, Finding>> found = new TreeMap<>();
    for (Finding finding : corrupt) {
      if (!finding.isOfTrial()) {
        continue;
      }
      TrialId id = new TrialId(finding.trial());
      if (files.containsKey(id)) {
        found.computeIfAbsent(files.get(id).digest(), k -> new HashMap<>()).put(id, finding);
      }
    }
    for (Map.Entry<RowsDigest, Map<TrialId, Finding>> file : found.entrySet()) {
      int rows = withdraw(file.getKey(), file.getValue());
      if (rows > 0) {
        lines.add(
            "Set aside %d of the rows in %s of %s"
                .formatted(rows, Layout.rows(file.getKey()), place));
      }
    }
  }

  /** Withdraws the corrupt rows from one file and returns their number. */
  private int withdraw(RowsDigest digest, Map<TrialId, Finding> found) throws IOException {
    Optional<Integer> done =
        Turn.COMPACTION.take(
            storage,
            () -> {
              Set<TrialId> ids = stillCorrupt(digest, found);
              if (!ids.isEmpty()) {
                new Compaction(storage, compacted, Compaction.SETTLED).withdraw(digest, ids);
              }
              return ids.size();
            });
    if (done.isEmpty()) {
      throw UserException.badInput(
          "Cannot set rows of " + place + " aside: another process is compacting it", Turn.again());
    }
    return done.get();
  }

  /**
   * Returns the trials whose rows are still corrupt. Since the rows were found, a different driver
   * may have set them aside. It may then have trained the trials again and compacted them into this
   * file.
   */
  private Set<TrialId> stillCorrupt(RowsDigest digest, Map<TrialId, Finding> found)
      throws IOException {
    byte[] bytes;
    try {
      bytes = compacted.read(digest);
    } catch (NoSuchFileException | FileNotFoundException e) {
      // A different file has replaced this one by now.
      return Set.of();
    } catch (CorruptFileException e) {
      return found.keySet();
    }
    Set<TrialId> corrupt = new HashSet<>();
    for (Map.Entry<TrialId, Finding> one : found.entrySet()) {
      try {
        check(one.getKey(), one.getValue(), bytes);
      } catch (CorruptFileException | NoSuchFileException | FileNotFoundException e) {
        corrupt.add(one.getKey());
      }
    }
    return corrupt;
  }

  /**
   * Throws an exception if the row cannot be read, or if a model was found corrupt and still is.
   */
  private void check(TrialId id, Finding finding, byte[] bytes) throws IOException {
    TrialRow row = MultiRowFile.read(Set.of(id), bytes).get(id);
    if (finding.file().startsWith(Layout.MODELS + "/") && row.status() == TrialStatus.OK) {
      ParametersSha256 sha256 = row.parametersSha256().orElseThrow();
      ModelFile.read(storage.read(Layout.model(id, sha256)), sha256.hex());
    }
  }
}
