package io.github.lstmsweep.search;

import io.github.lstmsweep.search.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs a rule on a thread of its own, which waits whenever scores are missing. A rule that fits a
 * model need not begin anew for each round. This saves time and decides nothing: once the thread
 * has ended, or if the table has lost a score, the rule runs from its beginning.
 */
final class SuspendedRule {
  /** The time after which the thread no longer waits for scores. */
  private static final long MOST_MINUTES = 60;

  private final ListedTrainees.Facts facts;
  private final Rule rule;
  private Optional<Running> running = Optional.empty();

  SuspendedRule(ListedTrainees.Facts facts, Rule rule) {
    this.facts = facts;
    this.rule = rule;
  }

  /** Returns the trials that the rule asks for next; none if its course has ended. */
  synchronized Search.Step next(Results results) {
    Optional<Search.Step> step = running.flatMap(course -> course.goOn(results));
    if (step.isEmpty()) {
      running.ifPresent(Running::stop);
      Running fresh = new Running(results);
      running = Optional.of(fresh);
      step = fresh.begin();
    }
    return step.orElseThrow();
  }

  /** Ends a rule whose thread no longer waits. */
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("nobody has more scores for this rule", null, false, false);
    }
  }

  private final class Running extends RuleCourse {
    private final BlockingQueue<Results> given = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final Map<Integer, Map<Integer, Double>> used = new HashMap<>();
    private final Thread thread = new Thread(this::run, "lstm-sweep-search");

    Running(Results results) {
      super(facts, results);
      thread.setDaemon(true);
    }

    Optional<Search.Step> begin() {
      thread.start();
      return answer();
    }

    /** Returns the next step; empty if the thread has ended or its scores no longer hold. */
    Optional<Search.Step> goOn(Results results) {
      if (!thread.isAlive() || !stillHolds(results)) {
        return Optional.empty();
      }
      given.add(results);
      return answer();
    }

    void stop() {
      thread.interrupt();
    }

    private Optional<Search.Step> answer() {
      try {
        while (true) {
          Object answer = answers.poll(1, TimeUnit.SECONDS);
          if (answer instanceof RuntimeException e) {
            throw e;
          }
          if (answer instanceof Error e) {
            throw e;
          }
          if (answer instanceof Search.Step step) {
            return Optional.of(step);
          }
          if (!thread.isAlive() && answers.isEmpty()) {
            return Optional.empty();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while a search decided", e);
      }
    }

    private void run() {
      try {
        rule.train(this);
        answers.add(new Search.Step(List.of(), Map.of()));
      } catch (Abandoned e) {
        // The next request begins anew.
      } catch (RuntimeException | Error e) {
        answers.add(e);
      }
    }

    @Override
    public double[] trainEach(List<Integer> some, List<Integer> until) {
      double[] scores = super.trainEach(some, until);
      while (lacksScores()) {
        scores = afterMore(some, until);
      }
      for (int i = 0; i < scores.length; i++) {
        use(some.get(i), until.get(i), scores[i]);
      }
      return scores;
    }

    @Override
    public double trainFirst(List<Integer> some, List<Integer> until) {
      double first = super.trainEach(some, until)[0];
      while (Double.isNaN(first)) {
        first = afterMore(some, until)[0];
      }
      use(some.get(0), until.get(0), first);
      return first;
    }

    /** Asks for the missing scores, waits for results, and returns the scores that they have. */
    private double[] afterMore(List<Integer> some, List<Integer> until) {
      answers.add(step());
      later(awaited());
      return super.trainEach(some, until);
    }

    private void use(int place, int epoch, double score) {
      used.computeIfAbsent(place, unused -> new HashMap<>()).put(epoch, score);
    }

    private Results awaited() {
      try {
        Results results = given.poll(MOST_MINUTES, TimeUnit.MINUTES);
        if (results == null) {
          throw new Abandoned();
        }
        return results;
      } catch (InterruptedException e) {
        throw new Abandoned();
      }
    }

    /** Returns whether the table still has every score that the rule has used. */
    private boolean stillHolds(Results results) {
      RuleCourse now = new RuleCourse(facts, results);
      return used.entrySet().stream()
          .allMatch(
              place ->
                  place.getValue().entrySet().stream()
                      .allMatch(
                          known -> now.score(place.getKey(), known.getKey()) == known.getValue()));
    }
  }
}
