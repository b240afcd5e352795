package io.github.lstmsweep.result;

import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;

/**
 * What a table has of what it must have. Every expected trial is found, missing or corrupt.
 *
 * @param expected trials of the specification
 * @param found those with one whole row, and its model where the trial is OK
 * @param missing those without a file
 * @param duplicate rows under other names than their trial's, which readers of the whole folder
 *     count too
 * @param corrupt files that are not what was published: rows, models, and files of the table itself
 * @param unexpected whole rows of trials that the specification does not have, and what lies among
 *     the rows and no table has: links, devices, files of no sane size
 * @param orphanModels models that no row names, as a killed process leaves them; harmless
 */
public record AuditReport(
    int expected,
    int found,
    List<TrialId> missing,
    List<Finding> duplicate,
    List<Finding> corrupt,
    List<Finding> unexpected,
    List<String> orphanModels) {

  /** What it comes to. */
  public enum Verdict {
    /** Every expected row is there once and whole. */
    WHOLE,
    /** Nothing is wrong with what is there, and rows are missing. */
    INCOMPLETE,
    /** Something is there that is not what it must be. */
    DAMAGED
  }

  /** What it comes to. */
  public Verdict verdict() {
    if (!duplicate.isEmpty() || !corrupt.isEmpty() || !unexpected.isEmpty()) {
      return Verdict.DAMAGED;
    }
    return missing.isEmpty() ? Verdict.WHOLE : Verdict.INCOMPLETE;
  }
}
