package io.github.lstmsweep.search;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.Trainees;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * The cost of a search that stops trials early, before it begins. Its decisions are not known yet,
 * so the rule runs on invented scores.
 *
 * @param rungs the epochs at which trials stop, ascending
 * @param expected the mean over orders of the trials that are drawn at random
 * @param worst the most of these orders, and of one in which the longest trials are the best
 */
public record SearchForecast(List<Rung> rungs, Cost expected, Cost worst) {
  private static final int ORDERS = 20;

  /** Copies the list. */
  public SearchForecast {
    rungs = List.copyOf(rungs);
  }

  /**
   * Trials that are trained to an epoch.
   *
   * @param trials their number, on average
   */
  public record Rung(int epoch, double trials) {}

  /**
   * The cost of all trials of a search.
   *
   * @param tokens trained tokens, or steps of a time series
   * @param seconds on one core, as the cost model predicts
   */
  public record Cost(double tokens, double seconds) {
    private Cost or(Cost other) {
      return new Cost(Math.max(tokens, other.tokens), Math.max(seconds, other.seconds));
    }

    private Cost plus(Cost other, double share) {
      return new Cost(tokens + share * other.tokens, seconds + share * other.seconds);
    }
  }

  static SearchForecast of(List<Trial> trials, Rule rule) {
    List<Cost> costs = new ArrayList<>();
    for (Trial trial : trials) {
      costs.add(new Cost(TrialCost.of(trial).trainedTokens(), CostModel.DEFAULT.seconds(trial)));
    }
    CandidateFacts candidates = new CandidateFacts(trials);
    Course slowest = new Course(trials, candidates, place -> -costs.get(place).seconds());
    rule.train(slowest);
    Cost worst = slowest.cost(costs);
    Cost expected = new Cost(0, 0);
    TreeMap<Integer, Double> rungs = new TreeMap<>();
    for (int order = 0; order < ORDERS; order++) {
      double[] scores = new Random(order).doubles(trials.size()).toArray();
      Course course = new Course(trials, candidates, place -> scores[place]);
      rule.train(course);
      Cost cost = course.cost(costs);
      expected = expected.plus(cost, 1.0 / ORDERS);
      worst = worst.or(cost);
      course.lastEpochs().forEach(epoch -> rungs.merge(epoch, 1.0 / ORDERS, Double::sum));
    }
    double reaching = 0;
    List<Rung> all = new ArrayList<>();
    for (int epoch : rungs.descendingKeySet()) {
      reaching += rungs.get(epoch);
      all.add(new Rung(epoch, reaching));
    }
    all.sort(Comparator.comparingInt(Rung::epoch));
    return new SearchForecast(all, expected, worst);
  }

  /** Trials of which each has one score at every epoch. */
  private static final class Course implements Trainees {
    private final List<Trial> trials;
    private final CandidateFacts candidates;
    private final IntToDoubleFunction score;
    private final int[] reached;

    Course(List<Trial> trials, CandidateFacts candidates, IntToDoubleFunction score) {
      this.trials = trials;
      this.candidates = candidates;
      this.score = score;
      this.reached = new int[trials.size()];
    }

    @Override
    public int size() {
      return trials.size();
    }

    @Override
    public int epochs() {
      return RuleCourse.epochs(trials);
    }

    @Override
    public double[] place(int trial) {
      return candidates.place(trial);
    }

    @Override
    public double epochSeconds(int trial) {
      return candidates.epochSeconds(trial);
    }

    @Override
    public double epochTokens(int trial) {
      return candidates.epochTokens(trial);
    }

    @Override
    public double[] train(List<Integer> some, int epoch) {
      for (int place : some) {
        int last = trials.get(place).hyperparameters().numEpochs();
        reached[place] = Math.max(reached[place], Math.min(epoch, last));
      }
      return some.stream().mapToDouble(score::applyAsDouble).toArray();
    }

    /** Returns the last epoch of each trial that began. */
    List<Integer> lastEpochs() {
      List<Integer> epochs = new ArrayList<>();
      for (int epoch : reached) {
        if (epoch > 0) {
          epochs.add(epoch);
        }
      }
      return epochs;
    }

    Cost cost(List<Cost> whole) {
      Cost cost = new Cost(0, 0);
      for (int place = 0; place < reached.length; place++) {
        double share = (double) reached[place] / trials.get(place).hyperparameters().numEpochs();
        cost = cost.plus(whole.get(place), share);
      }
      return cost;
    }
  }
}
