package io.github.lstmsweep.result;

import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;

/**
 * The result of an audit. Every expected trial is found, missing or corrupt.
 *
 * @param expected number of trials of the specification
 * @param found number of expected trials with one whole row, and with a whole model if the trial is
 *     OK
 * @param missing the expected trials without a file
 * @param duplicate rows under a name that is not their trial's; readers of the whole folder count
 *     them twice
 * @param corrupt files that are not what was published: rows, models, and files of the table itself
 * @param unexpected whole rows of trials outside the specification, and files among the rows that
 *     no table has: links, devices, files of no sane size
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

  /** The verdict on a table. */
  public enum Verdict {
    /** Every expected row is there once and is whole. */
    WHOLE,
    /** Rows are missing, but every existing file is right. */
    INCOMPLETE,
    /** A file is wrong. */
    DAMAGED
  }

  /** Returns the verdict on the table. */
  public Verdict verdict() {
    if (!duplicate.isEmpty() || !corrupt.isEmpty() || !unexpected.isEmpty()) {
      return Verdict.DAMAGED;
    }
    return missing.isEmpty() ? Verdict.WHOLE : Verdict.INCOMPLETE;
  }
}
