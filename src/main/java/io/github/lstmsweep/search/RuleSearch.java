package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.Trainees;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains as far as a rule says. Each time it runs the rule from its beginning, with the scores that
 * the table has. The first scores that are missing are those of the next trials to train. So the
 * decisions depend on scores alone, and {@code replay} makes the same ones.
 */
final class RuleSearch implements Search {
  private final List<Trial> trials;
  private final List<Trial> byId;
  private final Rule rule;

  RuleSearch(List<Trial> trials, Rule rule) {
    this.trials = trials;
    // Neighbours in the file are alike. The order of the ids is as good as random.
    this.byId = trials.stream().sorted(Comparator.comparing(trial -> trial.id().hex())).toList();
    this.rule = rule;
  }

  /** Returns the largest number of epochs of a trial. */
  static int epochs(List<Trial> trials) {
    return trials.stream().mapToInt(trial -> trial.hyperparameters().numEpochs()).max().orElse(1);
  }

  @Override
  public List<Trial> trials() {
    return trials;
  }

  @Override
  public Step next(Results results) {
    Course course = new Course(results);
    try {
      rule.train(course);
    } catch (ScoresAreMissing e) {
      // The rule cannot decide further.
    }
    return course.step();
  }

  @Override
  public Optional<SearchForecast> forecast() {
    return Optional.of(SearchForecast.of(byId, rule));
  }

  @Override
  public Map<TrialId, String> reasons(Results results) {
    Course course = new Course(results);
    try {
      rule.train(course);
    } catch (ScoresAreMissing e) {
      // Some trials will go on, and these are told from the rest by their requests.
    }
    Map<TrialId, String> reasons = new HashMap<>();
    course
        .reasons()
        .forEach((place, reason) -> reasons.put(byId.get(place).id(), reason + "; " + rule.name()));
    return reasons;
  }

  /** Ends a rule that needs scores which the table does not have yet. */
  private static final class ScoresAreMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScoresAreMissing() {
      super("the rule needs more scores", null, false, false);
    }
  }

  /** The trials of the table, as far as they are trained. */
  private final class Course implements Trainees {
    private final Results results;
    private final Map<Integer, EpochRange> missing = new LinkedHashMap<>();
    private final Map<Integer, Integer> reached = new TreeMap<>();
    private final int epochs = RuleSearch.epochs(trials);

    Course(Results results) {
      this.results = results;
    }

    @Override
    public int size() {
      return trials.size();
    }

    @Override
    public int epochs() {
      return epochs;
    }

    @Override
    public double[] train(List<Integer> some, int epoch) {
      double[] scores = new double[some.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = score(some.get(i), epoch);
      }
      if (!missing.isEmpty() && !rule.decidesWithoutAll()) {
        throw new ScoresAreMissing();
      }
      return scores;
    }

    private double score(int place, int epoch) {
      Trial trial = byId.get(place);
      reached.merge(place, epoch, Math::max);
      int until = Math.min(epoch, trial.hyperparameters().numEpochs());
      int paused = results.pausedEpochs(trial.id());
      if (results.ended().contains(trial.id()) || paused >= until) {
        return results.score(trial.id(), until);
      }
      missing.put(place, new EpochRange(paused, until));
      return Double.NaN;
    }

    /** Returns why each trial that the rule has stopped does not go on. */
    Map<Integer, String> reasons() {
      Map<Integer, String> reasons = new HashMap<>();
      Map<Integer, List<Integer>> ranked = new HashMap<>();
      reached.forEach(
          (place, last) -> {
            if (last < epochs && !missing.containsKey(place)) {
              List<Integer> order = ranked.computeIfAbsent(last, this::ranked);
              long on = order.stream().filter(other -> reached.get(other) > last).count();
              reasons.put(
                  place,
                  String.format(
                      Locale.ROOT,
                      "rank %d of %d at epoch %d of %d, where %d went on",
                      order.indexOf(place) + 1,
                      order.size(),
                      last,
                      epochs,
                      on));
            }
          });
      return reasons;
    }

    /** Returns the trials that reached an epoch with a known score, best first. */
    private List<Integer> ranked(int epoch) {
      return reached.keySet().stream()
          .filter(place -> reached.get(place) >= epoch && isKnown(place, epoch))
          .sorted(Comparator.comparingDouble(place -> results.score(byId.get(place).id(), epoch)))
          .toList();
    }

    private boolean isKnown(int place, int epoch) {
      TrialId id = byId.get(place).id();
      return results.ended().contains(id) || results.pausedEpochs(id) >= epoch;
    }

    Step step() {
      Map<TrialId, EpochRange> ranges = new HashMap<>();
      missing.forEach((place, range) -> ranges.put(byId.get(place).id(), range));
      return new Step(missing.keySet().stream().map(byId::get).toList(), ranges);
    }
  }
}
