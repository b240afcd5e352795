package io.github.lstmsweep.result.layout;

/**
 * A file of a table that is wrong.
 *
 * @param file path relative to the table
 * @param trial the id of the trial that the file belongs to; empty if it belongs to no single trial
 * @param problem half a sentence
 */
public record Finding(String file, String trial, String problem) {
  /** Returns a finding about a file that belongs to no single trial. */
  public static Finding ofTable(String file, String problem) {
    return new Finding(file, "", problem);
  }

  /** Returns whether the file belongs to a single trial. */
  public boolean isOfTrial() {
    return !trial.isEmpty();
  }
}
