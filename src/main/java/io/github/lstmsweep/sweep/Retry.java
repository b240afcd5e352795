package io.github.lstmsweep.sweep;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Selects trials that have a row and are trained again, because a machine ended them.
 *
 * @param statuses of the rows to train again; empty for none
 */
public record Retry(Set<TrialStatus> statuses) {
  /** Selects no trial. */
  public static final Retry NONE = new Retry(Set.of());

  /**
   * Copies the statuses.
   *
   * @throws IllegalArgumentException if a status is one that the trial alone decides
   */
  public Retry {
    statuses = Set.copyOf(statuses);
    if (!statuses.stream().allMatch(TrialStatus::isDecidedByTheMachine)) {
      throw new IllegalArgumentException(
          "Cannot retry " + statuses + ": must not be " + TrialStatus.decidedByTheTrial());
    }
  }

  /** The trials among {@code finished} that are to be trained again. */
  public Set<TrialId> of(TrialTable table, Set<TrialId> finished) {
    return statuses.isEmpty()
        ? Set.of()
        : table.rows(finished).rows().stream()
            .filter(row -> statuses.contains(row.status()))
            .map(TrialRow::id)
            .collect(Collectors.toSet());
  }

  /** Sets the rows of these trials aside, and returns their number. */
  public int setAside(TrialTable table, Set<TrialId> again) {
    return again.isEmpty() ? 0 : table.upkeep().setAside(again, statuses);
  }
}
