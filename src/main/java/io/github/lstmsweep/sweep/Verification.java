package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The rows of a table that can be verified: those that are OK, with the trials and the data to
 * compute them again.
 *
 * @param stored the table
 * @param data of its trials, up to the last window
 * @param trials of its specification, by id
 * @param rows that are OK
 * @param unreadable rows that cannot be read
 */
public record Verification(
    StoredSweep stored,
    CorpusSet data,
    Map<TrialId, Trial> trials,
    List<TrialRow> rows,
    List<UnreadableRow> unreadable) {
  /**
   * Reads the rows of a table.
   *
   * @param data of its trials
   * @throws UserException if rows are of trials that the specification does not have
   */
  public static Verification of(StoredSweep stored, CorpusSet data) {
    Map<TrialId, Trial> trials =
        stored.trials(SweepDataset.all(stored.spec(), data)).stream()
            .collect(Collectors.toMap(Trial::id, Function.identity()));
    TableRows rows = stored.table().rows();
    long strangers = rows.rows().stream().filter(row -> !trials.containsKey(row.id())).count();
    if (strangers > 0) {
      throw new UserException(
          ExitCode.SPECIFICATION_CHANGED,
          List.of(
              "Cannot verify the table "
                  + stored.table().place()
                  + ": "
                  + strangers
                  + " of its "
                  + rows.rows().size()
                  + " rows are of trials that its specification no longer has, so the data of its"
                  + " corpus or the software's numerics changed"));
    }
    return new Verification(
        stored,
        data.upTo(stored.spec().reach()),
        trials,
        rows.rows().stream().filter(row -> row.status() == TrialStatus.OK).toList(),
        rows.unreadable());
  }

  /**
   * Draws rows by chance.
   *
   * @param count of rows, at most
   * @param seed decides which
   * @param which rows can be drawn
   * @param must describes these rows for the message
   * @throws UserException if there is no such row
   */
  public List<TrialRow> draw(int count, long seed, Predicate<TrialRow> which, String must) {
    List<TrialRow> all = rows.stream().filter(which).toList();
    if (all.isEmpty()) {
      throw UserException.badInput(
          "Cannot verify the table "
              + stored.table().place()
              + ": must have a trial that is OK"
              + (rows.isEmpty() ? "" : " and " + must));
    }
    return Draw.of(all, count, seed);
  }
}
