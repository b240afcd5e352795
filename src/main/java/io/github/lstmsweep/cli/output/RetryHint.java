package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command that trains again the trials that a machine ended.
 *
 * @param typed arguments of {@code run}
 */
public record RetryHint(List<String> typed) {
  private static final String OPTION = "--retry";

  /** Copies the arguments. */
  public RetryHint {
    typed = List.copyOf(typed);
  }

  /** Returns the hint for a table whose specification's file is unknown. */
  public static RetryHint ofTable(String out) {
    return new RetryHint(List.of("run", "SPEC", "--out", out));
  }

  /** Returns the hint in one line, or empty if there is nothing to train again. */
  public Optional<String> line(TableRows rows) {
    Map<TrialStatus, Integer> counts = rows.counts();
    List<TrialStatus> again =
        counts.keySet().stream().filter(TrialStatus::isDecidedByTheMachine).toList();
    if (again.isEmpty()) {
      return Optional.empty();
    }
    String what =
        again.stream()
            .map(status -> Show.count(counts.get(status)) + " " + status + mend(status))
            .collect(Collectors.joining(", "));
    return Optional.of(
        "To train " + what + " again: " + Show.command(command(again).toArray(String[]::new)));
  }

  private static String mend(TrialStatus status) {
    return switch (status) {
      case TIMEOUT -> " (set a longer timeout.trial)";
      case OUT_OF_MEMORY -> " (with more memory)";
      case OK, PAUSED, DIVERGED, FAILED, CRASHED -> "";
    };
  }

  private List<String> command(List<TrialStatus> again) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      if (typed.get(i).equals(OPTION)) {
        i++;
      } else if (!typed.get(i).startsWith(OPTION + "=")) {
        words.add(typed.get(i));
      }
    }
    words.add(OPTION);
    words.add(
        again.stream()
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(",")));
    return words;
  }
}
