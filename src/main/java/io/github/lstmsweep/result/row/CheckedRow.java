package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A row with the bytes of its one-row file. They were checked, so they can be published in a
 * different table.
 *
 * @param row without its curve
 * @param file the bytes of the one-row file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CheckedRow(TrialRow row, byte[] file) {
  /**
   * Checks a one-row file. Its bytes stay as they are.
   *
   * @throws CorruptFileException if the bytes are not one whole row of the trial {@code id}, or if
   *     other readers must not decode them
   */
  public static CheckedRow ofSingle(TrialId id, byte[] bytes) throws CorruptFileException {
    SingleRowFile.checkForOtherReaders(id, bytes);
    return new CheckedRow(SingleRowFile.read(id, bytes), bytes);
  }

  /**
   * Checks a file of many rows, and writes one-row files of some of them. They have every column.
   *
   * @throws CorruptFileException if the file is not what was written, lacks one of the rows, or has
   *     columns that this version does not know
   */
  public static Map<TrialId, CheckedRow> ofSeveral(Set<TrialId> ids, byte[] bytes)
      throws IOException {
    MultiRowFile.checkForOtherReaders(bytes);
    if (!MultiRowFile.knowsColumnsOf(bytes)) {
      throw new CorruptFileException("it has columns that this version does not know");
    }
    Map<TrialId, CheckedRow> rows = new HashMap<>();
    MultiRowFile.each(
        bytes,
        row -> {
          TrialId id = new TrialId(row.getString("trial_id", 0));
          if (ids.contains(id)) {
            byte[] file = MultiRowFile.write(sink -> sink.add(row));
            if (!Groups.areSame(SingleRowFile.row(id, file), row)) {
              throw new IOException("a row was written otherwise than it was read");
            }
            rows.put(id, ofSingle(id, file));
          }
        });
    for (TrialId id : ids) {
      if (!rows.containsKey(id)) {
        throw new CorruptFileException("it has no row of trial " + id);
      }
    }
    return rows;
  }
}
