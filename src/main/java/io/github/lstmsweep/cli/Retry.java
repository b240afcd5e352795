package io.github.lstmsweep.cli;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialRow;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which trials {@code run} trains again though they have rows: those that a machine ended. */
final class Retry {
  /** What the trial alone decides comes out the same again. */
  private static final Set<TrialStatus> DECIDED = EnumSet.of(TrialStatus.OK, TrialStatus.DIVERGED);

  @Option(
      names = "--retry",
      paramLabel = "STATUS",
      split = ",",
      description =
          "Train again what ended as crashed, failed, out_of_memory or timeout (several with"
              + " commas); the rows go to _quarantine.")
  private final List<TrialStatus> statuses = new ArrayList<>();

  /** Made by picocli only. */
  Retry() {}

  /** Those of {@code finished} that are to be trained again. */
  Set<TrialId> of(TrialTable table, Set<TrialId> finished) {
    statuses.stream()
        .filter(DECIDED::contains)
        .findFirst()
        .ifPresent(
            status -> {
              throw UserException.badInput(
                  "Cannot set --retry to "
                      + status.name().toLowerCase(Locale.ROOT)
                      + ": must be crashed, failed, out_of_memory or timeout, since a trial that is "
                      + status
                      + " comes out the same again");
            });
    return statuses.isEmpty()
        ? Set.of()
        : table.rows(finished).rows().stream()
            .filter(row -> statuses.contains(row.status()))
            .map(TrialRow::id)
            .collect(Collectors.toSet());
  }

  /** Takes their rows away; what to tell of it, where there are any. */
  Optional<String> setAside(TrialTable table, Set<TrialId> again) {
    if (again.isEmpty()) {
      return Optional.empty();
    }
    int moved = table.setAside(again, EnumSet.copyOf(statuses));
    return Optional.of(
        "Set aside "
            + Show.counted(moved, "row")
            + " of "
            + table.place()
            + " in _quarantine: to be trained again");
  }
}
