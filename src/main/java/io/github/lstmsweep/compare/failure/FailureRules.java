package io.github.lstmsweep.compare.failure;

import io.github.lstmsweep.compare.importance.Factor;
import io.github.lstmsweep.compare.importance.Factors;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in words which trials are not OK. A rule is exact if it holds for all trials of its status
 * and for no other trial.
 *
 * <p>The search first takes the levels that the failed trials have on each factor. No narrower
 * conjunction holds for all of them, so one of these is exact if any single conjunction is. If none
 * is exact, it covers the failed trials with up to three conjunctions that hold for no other trial
 * (sequential covering, as in rule learning: Fürnkranz 1999). Otherwise it takes the one
 * conjunction with the largest F1, the harmonic mean of its precision and its recall, unless chance
 * alone may have made it (Fisher's exact test). A rule of fewer conditions wins, then one of fewer
 * values. Only an exact rule may name the seed, and only if no exact conjunction does without it.
 *
 * @param rules one per status that occurs, in the order of the statuses
 */
public record FailureRules(List<FailureRule> rules) {
  /** Copies the rules. */
  public FailureRules {
    rules = List.copyOf(rules);
  }

  /** Finds a rule for each status of the rows that is a failure. */
  public static FailureRules of(List<TrialRow> rows, Factors factors) {
    List<FailureRule> rules = new ArrayList<>();
    List<int[]> positions = Factors.positions(factors.all(), rows);
    List<int[]> placed = new ArrayList<>();
    List<TrialStatus> statuses = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      if (positions.get(r) != null) {
        placed.add(positions.get(r));
        statuses.add(rows.get(r).status());
      }
    }
    for (TrialStatus status : TrialStatus.values()) {
      if (status.isFailure() && statuses.contains(status)) {
        rules.add(rule(factors.all(), placed, statuses, status));
      }
    }
    return new FailureRules(rules);
  }

  private static FailureRule rule(
      List<Factor> factors, List<int[]> positions, List<TrialStatus> statuses, TrialStatus status) {
    LabelledTrials trials = LabelledTrials.of(factors, positions, statuses, status);
    int failed = trials.failed();
    if (failed == trials.size()) {
      return new FailureRule(status, failed, failed, false, List.of());
    }
    TightBoxes boxes = TightBoxes.of(trials);
    List<List<Condition>> exact = boxes.exact().map(List::of).orElse(List.of());
    if (exact.isEmpty() || exact.get(0).size() > 2) {
      List<List<Condition>> cover = new Covering(trials).pure();
      exact = exact.isEmpty() || conditions(cover) < conditions(exact) ? cover : exact;
    }
    if (!exact.isEmpty()) {
      return new FailureRule(
          status, failed, trials.size(), true, exact.stream().map(trials::conjunction).toList());
    }
    return new FailureRule(
        status,
        failed,
        trials.size(),
        false,
        new Covering(trials).best(boxes.narrowest()).map(trials::conjunction).stream().toList());
  }

  private static int conditions(List<List<Condition>> conjunctions) {
    return conjunctions.isEmpty()
        ? Integer.MAX_VALUE
        : conjunctions.stream().mapToInt(List::size).sum();
  }
}
