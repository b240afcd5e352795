package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a table lacks of a sweep: the one anti-join that resuming is.
 *
 * @param missing trials without a row, in the grid's order
 * @param finished how many have one
 */
public record Remainder(List<Trial> missing, int finished) {
  /** Keeps its own copy. */
  public Remainder {
    missing = List.copyOf(missing);
  }

  /**
   * What of {@code trials} has no row.
   *
   * @param table the table's place, for the message
   * @throws UserException where rows are of none of the trials: the corpus's text, or what the
   *     software computes, is not what it was
   */
  public static Remainder of(List<Trial> trials, Set<TrialId> finished, Object table) {
    List<Trial> missing = trials.stream().filter(t -> !finished.contains(t.id())).toList();
    int known = trials.size() - missing.size();
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
                      + " rows are of trials that this specification no longer has, so the corpus's"
                      + " text, its form (text:) or the software's numerics changed",
                  Remedy.of(Remedy.Kind.OTHER_TABLE))));
    }
    return new Remainder(missing, known);
  }

  /** The specification that made a table. */
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
