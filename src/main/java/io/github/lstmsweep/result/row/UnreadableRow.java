package io.github.lstmsweep.result.row;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.List;

/**
 * A trial's row that cannot be read.
 *
 * @param id the trial
 * @param file path relative to the table
 * @param fault the kind of fault: in the file, or in reaching it
 * @param place the table's place, for messages
 * @param reason half a sentence
 */
public record UnreadableRow(TrialId id, String file, Fault fault, String place, String reason) {
  /** The kinds of fault. */
  public enum Fault {
    /** The file was read and is not what was published. */
    CORRUPT,
    /**
     * The file is what was published, as its seal proves, but this version cannot read the row. A
     * newer version may have written it.
     */
    UNKNOWN_HERE,
    /** The file could not be read; it may be whole. */
    OUT_OF_REACH
  }

  /** Returns the row of {@code id} that could not be read because of {@code e}. */
  public static UnreadableRow of(TrialId id, String file, String place, IOException e) {
    return new UnreadableRow(
        id,
        file,
        e instanceof CorruptFileException ? Fault.CORRUPT : Fault.OUT_OF_REACH,
        place,
        Reason.of(e));
  }

  /** Returns the row of a file that is what was published, and that cannot be read here. */
  public static UnreadableRow unknownHere(
      TrialId id, String file, String place, CorruptFileException e) {
    return new UnreadableRow(id, file, Fault.UNKNOWN_HERE, place, Reason.of(e));
  }

  /** Returns the messages for all {@code rows}, one line per file. */
  public static List<String> lines(List<UnreadableRow> rows) {
    return rows.stream().map(UnreadableRow::line).distinct().toList();
  }

  /** Returns whether the file itself is corrupt. */
  public boolean isCorrupt() {
    return fault == Fault.CORRUPT;
  }

  /** Returns the message for a person, which is equal for all rows of one file. */
  public String line() {
    return "Cannot read " + file + " of " + place + ": " + reason + remedy();
  }

  private String remedy() {
    return switch (fault) {
      case CORRUPT ->
          "; the next run sets it aside and trains "
              + (file.contains(id.hex()) ? "the trial" : "its trials")
              + " again";
      case UNKNOWN_HERE ->
          "; its seal is right, so a run keeps it: read it with the version that wrote it";
      case OUT_OF_REACH -> "";
    };
  }
}
