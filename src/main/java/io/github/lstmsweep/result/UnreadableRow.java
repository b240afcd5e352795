package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;

/**
 * A row's file that gives no row.
 *
 * @param id whose row it should be
 * @param fault what is wrong: with the file, or with the way to it
 * @param place the table, for people
 * @param reason half a sentence
 */
public record UnreadableRow(TrialId id, Fault fault, String place, String reason) {
  /** What is wrong. */
  public enum Fault {
    /** The file was read, and it is not one whole row of its trial. */
    CORRUPT,
    /** The file could not be read; it may be whole. */
    OUT_OF_REACH
  }

  static UnreadableRow of(TrialId id, String place, IOException e) {
    return new UnreadableRow(
        id,
        e instanceof CorruptFileException ? Fault.CORRUPT : Fault.OUT_OF_REACH,
        place,
        Reason.of(e));
  }

  /** Whether the file itself is wrong. */
  public boolean isCorrupt() {
    return fault == Fault.CORRUPT;
  }

  /** What to tell a person. */
  public String line() {
    return "Cannot read "
        + Layout.row(id)
        + " of "
        + place
        + ": "
        + reason
        + (isCorrupt() ? "; `run` sets it aside and trains the trial again" : "");
  }
}
