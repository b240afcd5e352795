package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.sweep.Retry;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option {@code --retry}: which trials are trained again. */
public final class RetryOption {
  @Option(
      names = "--retry",
      paramLabel = "STATUS",
      completionCandidates = Statuses.class,
      split = ",",
      description =
          "Train again what ended as one of these: ${COMPLETION-CANDIDATES} (several with commas);"
              + " the rows go to _quarantine.")
  private final List<String> words = new ArrayList<>();

  /** Only picocli calls this. */
  RetryOption() {}

  /**
   * Returns the statuses that the user typed.
   *
   * @throws UserException if a word is not a status that may change
   */
  public Retry read() {
    Set<TrialStatus> statuses = EnumSet.noneOf(TrialStatus.class);
    words.forEach(typed -> statuses.add(status(typed)));
    return new Retry(statuses);
  }

  private static TrialStatus status(String typed) {
    TrialStatus status =
        Arrays.stream(TrialStatus.values())
            .filter(s -> word(s).equals(typed.strip().toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> UserException.badInput(cannotSet(typed)));
    if (status == TrialStatus.PAUSED) {
      throw UserException.badInput(
          cannotSet(word(status))
              + ", since a paused trial has not ended; method: grid goes on with all of them");
    }
    if (status.isDecidedByTheTrial()) {
      throw UserException.badInput(
          cannotSet(word(status))
              + ", since a trial that is "
              + status
              + " comes out the same again");
    }
    return status;
  }

  /** Picocli makes one, for the option's help and for the completion by a shell. */
  static final class Statuses extends Words {
    Statuses() {
      super(retryable());
    }
  }

  private static List<String> retryable() {
    return Arrays.stream(TrialStatus.values())
        .filter(TrialStatus::isDecidedByTheMachine)
        .map(RetryOption::word)
        .sorted()
        .toList();
  }

  private static String word(TrialStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static String cannotSet(String typed) {
    List<String> words = retryable();
    int last = words.size() - 1;
    return "Cannot set --retry to "
        + (typed.isBlank() ? "''" : typed)
        + ": must be "
        + String.join(", ", words.subList(0, last))
        + " or "
        + words.get(last);
  }
}
