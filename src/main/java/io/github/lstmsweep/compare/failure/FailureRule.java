package io.github.lstmsweep.compare.failure;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says which trials ended with a status.
 *
 * @param status not OK
 * @param failed number of trials with the status
 * @param trials number of all trials
 * @param isExact whether exactly the trials with the status fulfil one of the conjunctions
 * @param conjunctions several only if exact; none if all trials have the status, or if no
 *     hyperparameter is related to it
 */
public record FailureRule(
    TrialStatus status, int failed, int trials, boolean isExact, List<Conjunction> conjunctions) {
  /** Copies the conjunctions. */
  public FailureRule {
    conjunctions = List.copyOf(conjunctions);
  }

  /**
   * Returns the rule for people, such as {@code all 12 DIVERGED trials have lr 10 and gradient_clip
   * inf; no other trial has both}.
   */
  public String words() {
    if (failed == trials) {
      return trials == 1
          ? "the only trial is " + status
          : "all " + count(trials) + " trials are " + status;
    }
    if (conjunctions.isEmpty()) {
      return failed == 1
          ? "no hyperparameter tells the " + status + " trial from the others"
          : "no hyperparameter tells the %s %s trials from the others"
              .formatted(count(failed), status);
    }
    if (conjunctions.size() > 1) {
      return covered(failed)
          + " one of these: "
          + conjunctions.stream().map(Conjunction::words).collect(Collectors.joining("; "))
          + ". No other trial has one.";
    }
    Conjunction only = conjunctions.get(0);
    return covered(only.failed()) + " " + only.words() + "; " + others(only);
  }

  private String covered(int covered) {
    if (failed == 1) {
      return "the " + status + " trial has";
    }
    String trials = " " + status + " trials have";
    return covered == failed
        ? "all " + count(failed) + trials
        : count(covered) + " of " + count(failed) + trials;
  }

  private String others(Conjunction only) {
    int rest = only.trials() - only.failed();
    if (rest == 0) {
      return "no other trial has " + only.pronoun();
    }
    return "%s of %s trials with %s %s %s"
        .formatted(
            count(rest),
            count(only.trials()),
            only.pronoun(),
            rest == 1 ? "is" : "are",
            only.ok() == rest ? "OK" : "not " + status);
  }

  private static String count(int number) {
    return Show.count(number);
  }
}
