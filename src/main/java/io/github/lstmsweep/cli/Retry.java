package io.github.lstmsweep.cli;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TrialRow;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final String BOUND = "must be crashed, failed, out_of_memory or timeout";

  @Option(
      names = "--retry",
      paramLabel = "STATUS",
      split = ",",
      description =
          "Train again what ended as crashed, failed, out_of_memory or timeout (several with"
              + " commas); the rows go to _quarantine.")
  private final List<String> words = new ArrayList<>();

  /** Made by picocli only. */
  Retry() {}

  /** Whether a machine ended it, so that it may end otherwise the next time. */
  static boolean mayEndOtherwise(TrialStatus status) {
    return !DECIDED.contains(status);
  }

  /** The option's word for a status. */
  static String word(TrialStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** Refuses words that are none, before any work is done. */
  void check() {
    statuses();
  }

  private Set<TrialStatus> statuses() {
    Set<TrialStatus> statuses = EnumSet.noneOf(TrialStatus.class);
    words.forEach(typed -> statuses.add(status(typed)));
    return statuses;
  }

  private static TrialStatus status(String typed) {
    TrialStatus status =
        Arrays.stream(TrialStatus.values())
            .filter(s -> word(s).equals(typed.strip().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> UserException.badInput(cannotSet(typed)));
    if (DECIDED.contains(status)) {
      throw UserException.badInput(
          cannotSet(word(status))
              + ", since a trial that is "
              + status
              + " comes out the same again");
    }
    return status;
  }

  private static String cannotSet(String typed) {
    return "Cannot set --retry to " + (typed.isBlank() ? "''" : typed) + ": " + BOUND;
  }

  /** Those of {@code finished} that are to be trained again. */
  Set<TrialId> of(TrialTable table, Set<TrialId> finished) {
    Set<TrialStatus> statuses = statuses();
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
    int moved = table.setAside(again, statuses());
    return Optional.of(
        "Set aside "
            + Show.counted(moved, "row")
            + " of "
            + table.place()
            + " in _quarantine: to be trained again");
  }
}
