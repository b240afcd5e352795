package io.github.lstmsweep.result;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sets aside what was found corrupt, so that its trials have no row: files go to the quarantine,
 * and rows of a file of many are withdrawn from it.
 */
final class CorruptRows {
  private final Storage storage;
  private final CompactedRows compacted;
  private final String place;

  /**
   * The corrupt rows of a table.
   *
   * @param place where it is, for people
   */
  CorruptRows(Storage storage, CompactedRows compacted, String place) {
    this.storage = storage;
    this.compacted = compacted;
    this.place = place;
  }

  /**
   * Sets these aside; what has become whole meanwhile stays.
   *
   * @return a line for each that was
   */
  List<String> setAside(List<Finding> corrupt) {
    List<String> lines = new ArrayList<>();
    try {
      withdraw(corrupt, lines);
    } catch (IOException e) {
      throw UserException.storage("Cannot set aside rows of " + place + ": " + Reason.of(e));
    }
    Quarantine quarantine = new Quarantine(storage);
    for (Finding finding : corrupt.stream().filter(Finding::isOfTrial).toList()) {
      try {
        quarantine.take(finding).ifPresent(to -> lines.add(line(finding, to)));
      } catch (IOException e) {
        throw UserException.storage(
            "Cannot set aside " + finding.file() + " of " + place + ": " + Reason.of(e));
      }
    }
    return lines;
  }

  private String line(Finding finding, String to) {
    return "Set aside %s of %s as %s: %s".formatted(finding.file(), place, to, finding.problem());
  }

  /** Takes what was found out of the files of many rows. */
  private void withdraw(List<Finding> corrupt, List<String> lines) throws IOException {
    Map<TrialId, CompactedRows.File> files = compacted.byTrial();
    Map<RowsDigest, Set<TrialId>> found = new TreeMap<>();
    for (Finding finding : corrupt) {
      if (!finding.isOfTrial()) {
        continue;
      }
      TrialId id = new TrialId(finding.trial());
      if (files.containsKey(id)) {
        found.computeIfAbsent(files.get(id).digest(), k -> new HashSet<>()).add(id);
      }
    }
    for (Map.Entry<RowsDigest, Set<TrialId>> file : found.entrySet()) {
      withdraw(file.getKey(), file.getValue());
      lines.add(
          "Set aside %d of the rows in %s of %s"
              .formatted(file.getValue().size(), Layout.rows(file.getKey()), place));
    }
  }

  private void withdraw(RowsDigest digest, Set<TrialId> ids) throws IOException {
    Optional<Boolean> done =
        CompactionTurn.take(
            storage,
            compacted,
            () -> {
              new Compaction(storage, compacted, Compaction.SETTLED).withdraw(digest, ids);
              return true;
            });
    if (done.isEmpty()) {
      throw UserException.badInput(
          "Cannot set rows of "
              + place
              + " aside: another process is compacting it; run the same command again when it has"
              + " ended");
    }
  }
}
