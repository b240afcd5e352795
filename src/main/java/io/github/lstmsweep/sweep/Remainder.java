package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.search.Results;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trials of a sweep that its table lacks: the one anti-join that resuming consists of.
 *
 * @param next the next decision of the search
 * @param finished number of trials that have ended
 */
public record Remainder(Search.Step next, int finished) {
  /** Returns the trials to train next, in the order of the search. */
  public List<Trial> missing() {
    return next.run();
  }

  /**
   * Compares a search with the rows of a table.
   *
   * @param table the table's place, for the message
   * @throws UserException if rows belong to none of the trials, since the corpus's text or the
   *     software's computation has changed
   */
  public static Remainder of(Search search, Results rows, Object table) {
    Set<TrialId> finished = rows.ended();
    int known =
        Math.toIntExact(
            search.trials().stream().filter(trial -> finished.contains(trial.id())).count());
    if (known < finished.size()) {
      throw UserException.of(
          ExitCode.SPECIFICATION_CHANGED,
          List.of(
              UserException.Problem.of(
                  "Cannot add to the table "
                      + table
                      + ": "
                      + (finished.size() - known)
                      + " of its "
                      + finished.size()
                      + " rows are of trials that this specification no longer has, so "
                      + data(search)
                      + " or the software's numerics changed",
                  Remedy.of(Remedy.Kind.OTHER_TABLE))));
    }
    return new Remainder(search.next(rows), known);
  }

  private static String data(Search search) {
    boolean isSeries =
        search.trials().stream().anyMatch(trial -> trial.dataset().series().isPresent());
    return isSeries
        ? "the values of the series, those of its columns"
        : "the corpus's text, its form (text:)";
  }

  /** Parses the stored specification that made a table. */
  public static SweepSpec readStored(String stored, Object table) {
    try {
      return SpecReader.readStored(stored);
    } catch (UserException e) {
      throw UserException.storage(
          "Cannot read sweep.yaml of "
              + table
              + ": "
              + e.problems().stream().collect(Collectors.joining("; ")));
    }
  }
}
