package io.github.lstmsweep.result.row;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.List;

/**
 * A row's file that gives no row.
 *
 * @param id whose row it should have
 * @param file relative to the table
 * @param fault what is wrong: with the file, or with the way to it
 * @param place the table, for people
 * @param reason half a sentence
 */
public record UnreadableRow(TrialId id, String file, Fault fault, String place, String reason) {
  /** What is wrong. */
  public enum Fault {
    /** The file was read, and it is not what was published. */
    CORRUPT,
    /** The file could not be read; it may be whole. */
    OUT_OF_REACH
  }

  public static UnreadableRow of(TrialId id, String file, String place, IOException e) {
    return new UnreadableRow(
        id,
        file,
        e instanceof CorruptFileException ? Fault.CORRUPT : Fault.OUT_OF_REACH,
        place,
        Reason.of(e));
  }

  /** What to tell a person of all of them: a line a file. */
  public static List<String> lines(List<UnreadableRow> rows) {
    return rows.stream().map(UnreadableRow::line).distinct().toList();
  }

  /** Whether the file itself is wrong. */
  public boolean isCorrupt() {
    return fault == Fault.CORRUPT;
  }

  /** What to tell a person: the same for all rows of one file. */
  public String line() {
    return "Cannot read "
        + file
        + " of "
        + place
        + ": "
        + reason
        + (isCorrupt()
            ? "; `run` sets it aside and trains "
                + (file.equals(Layout.row(id)) ? "the trial" : "its trials")
                + " again"
            : "");
  }
}
