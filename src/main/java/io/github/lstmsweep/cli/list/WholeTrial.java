package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.NamedTrial;
import io.github.lstmsweep.result.TestResult;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a table knows about one trial.
 *
 * @param row every column that has one value
 * @param curve one point per epoch that ended
 * @param test the test score of the table, if it is this trial's
 */
record WholeTrial(TrialRow row, List<EpochPoint> curve, Optional<TestResult> test) {
  /**
   * Reads a trial.
   *
   * @param name {@code best}, an id, or a prefix of one
   * @throws UserException if no trial or several trials match, or if the row cannot be read
   */
  static WholeTrial read(TrialTable table, String name) {
    TrialRow row = NamedTrial.row(table, name);
    try {
      return new WholeTrial(
          row,
          table.curve(row.id()),
          table.testResult().read().filter(result -> result.isOf(row.id())));
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read the row of trial "
              + row.id()
              + " of "
              + table.place()
              + ": "
              + Reason.of(e));
    }
  }

  /** Returns the trial's score on the test windows, a perplexity; empty if it has none. */
  Optional<TestResult.Score> testScore() {
    return test.flatMap(
        result ->
            result.scores().stream().filter(score -> score.id().equals(row.id())).findFirst());
  }
}
