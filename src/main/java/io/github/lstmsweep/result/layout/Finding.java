package io.github.lstmsweep.result.layout;

/**
 * A file of a table that is not what it must be.
 *
 * @param file relative to the table
 * @param trial the id of the trial that it belongs to; empty where it is of no single trial
 * @param problem half a sentence
 */
public record Finding(String file, String trial, String problem) {
  /** For a file that is of no single trial. */
  public static Finding ofTable(String file, String problem) {
    return new Finding(file, "", problem);
  }

  public boolean isOfTrial() {
    return !trial.isEmpty();
  }
}
