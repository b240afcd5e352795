package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains as far as a rule says. It runs the rule from its beginning, with the scores that the table
 * has. The first scores that are missing are those of the next trials to train. So the decisions
 * depend on scores alone, and {@code replay} makes the same ones.
 */
final class RuleSearch implements Search {
  /** The most searches of a sweep whose rules wait, since each of them has a thread. */
  static final int MOST_SUSPENDED = 100;

  /** The way in which a rule that needs all its scores comes to its next request. */
  enum Between {
    /** The rule waits on a thread of its own. */
    SUSPENDED,
    /** The rule runs again from its beginning. That takes longer, and no thread. */
    REPLAYED
  }

  private final List<Trial> trials;
  private final int included;
  private final Rule rule;
  private final ListedTrainees.Facts facts;
  private final SuspendedRule suspended;
  private final Between between;
  private int requests;

  RuleSearch(
      List<Trial> trials, int included, Rule rule, Optional<EarlyStop> earlyStop, Between between) {
    this.trials = trials;
    this.included = included;
    this.rule = rule;
    this.between = between;
    // Neighbours in the file are alike. The order of the ids is as good as random.
    List<Trial> order = new ArrayList<>(trials);
    order.subList(included, order.size()).sort(Comparator.comparing(trial -> trial.id().hex()));
    this.facts = new ListedTrainees.Facts(order, included, earlyStop);
    this.suspended = new SuspendedRule(facts, rule);
  }

  @Override
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public int included() {
    return included;
  }

  @Override
  public synchronized Step next(Results results) {
    boolean isFirst = requests++ == 0;
    // One look at a table, as for its status, is not worth a thread that waits.
    return isFirst || rule.decidesWithoutAll() || between == Between.REPLAYED
        ? course(results).step()
        : suspended.next(results);
  }

  /** Runs the rule as far as the scores of the table suffice. */
  private RuleCourse course(Results results) {
    RuleCourse course = new ImpatientCourse(results);
    try {
      rule.train(course);
    } catch (ScoresAreMissing e) {
      // The course ends here.
    }
    return course;
  }

  @Override
  public boolean asksEarly() {
    return rule.asksEarly();
  }

  @Override
  public Optional<SearchForecast> forecast() {
    return Optional.of(SearchForecast.of(facts, rule));
  }

  @Override
  public Outlook outlook(Results results) {
    RuleCourse course = course(results);
    return new Outlook(
        course.step(),
        course.expected(),
        rule.comparesSeeds() && !course.lacksScores()
            ? Optional.of(course.leftOut(rule.name()))
            : Optional.empty());
  }

  @Override
  public Map<TrialId, String> reasons(Results results) {
    Map<TrialId, String> reasons = new HashMap<>();
    course(results).reasons().forEach((id, reason) -> reasons.put(id, reason + "; " + rule.name()));
    return reasons;
  }

  /** Ends a rule that needs scores which the table does not have yet. */
  private static final class ScoresAreMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScoresAreMissing() {
      super("the rule needs more scores", null, false, false);
    }
  }

  /** A course that ends at the first missing score. */
  private final class ImpatientCourse extends RuleCourse {
    ImpatientCourse(Results results) {
      super(facts, results);
    }

    @Override
    public double[] trainEach(List<Integer> some, List<Integer> until) {
      double[] scores = super.trainEach(some, until);
      if (lacksScores() && !rule.decidesWithoutAll()) {
        throw new ScoresAreMissing();
      }
      return scores;
    }

    @Override
    public double trainFirst(List<Integer> some, List<Integer> until) {
      double first = super.trainEach(some, until)[0];
      if (Double.isNaN(first)) {
        throw new ScoresAreMissing();
      }
      return first;
    }
  }
}
