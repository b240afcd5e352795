package io.github.lstmsweep.search;

import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cost of a search that stops trials early, before it begins. Its decisions are not known yet,
 * so the rule runs on invented scores.
 *
 * @param rungs the epochs at which trials stop, ascending
 * @param expected the mean over orders of the trials that are drawn at random
 * @param worst the most of these orders, and of one in which the longest trials are the best
 */
public record SearchForecast(List<Rung> rungs, Cost expected, Cost worst) {
  /** The spread of configurations over that of the seeds of one, which a race is to expect. */
  public static final int CONFIGURATIONS_TO_SEEDS = 10;

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

  static SearchForecast of(ListedTrainees.Facts facts, Rule rule) {
    boolean isRace = rule.comparesSeeds();
    // A race leaves out nothing if no configuration is better than a different one.
    Course hardest =
        isRace ? new Course(facts, (c, trial) -> 1, 0) : new Course(facts, Course::slowestFirst, 1);
    rule.withoutStops().train(hardest);
    Cost worst = hardest.cost();
    Cost expected = new Cost(0, 0);
    TreeMap<Integer, Double> rungs = new TreeMap<>();
    for (int order = 0; order < ORDERS; order++) {
      RandomStream random = RandomStream.ofOrder(order);
      Course course =
          isRace
              ? new Course(facts, Course.ofSeeds(random), 0)
              : new Course(facts, Course.drawn(random), 1);
      rule.train(course);
      Cost cost = course.cost();
      expected = expected.plus(cost, 1.0 / ORDERS);
      worst = worst.or(cost);
      course.lastEpochs().forEach(epoch -> rungs.merge(epoch, 1.0 / ORDERS, Double::sum));
    }
    return new SearchForecast(cumulative(rungs), expected, worst);
  }

  /**
   * Returns the cost of independent searches together.
   *
   * @param parts at least one
   */
  static SearchForecast sum(List<SearchForecast> parts) {
    TreeMap<Integer, Double> rungs = new TreeMap<>();
    Cost expected = new Cost(0, 0);
    Cost worst = new Cost(0, 0);
    for (SearchForecast part : parts) {
      double beyond = 0;
      for (int i = part.rungs.size() - 1; i >= 0; i--) {
        Rung rung = part.rungs.get(i);
        rungs.merge(rung.epoch, rung.trials - beyond, Double::sum);
        beyond = rung.trials;
      }
      expected = expected.plus(part.expected, 1);
      worst = worst.plus(part.worst, 1);
    }
    return new SearchForecast(cumulative(rungs), expected, worst);
  }

  /**
   * Returns how many trials reach each epoch.
   *
   * @param last the number of trials by their last epoch
   */
  private static List<Rung> cumulative(TreeMap<Integer, Double> last) {
    double reaching = 0;
    List<Rung> all = new ArrayList<>();
    for (int epoch : last.descendingKeySet()) {
      reaching += last.get(epoch);
      all.add(new Rung(epoch, reaching));
    }
    all.sort(Comparator.comparingInt(Rung::epoch));
    return all;
  }

  /** Trials whose curves are parallel. */
  private static final class Course extends ListedTrainees {
    private final double[] scores = new double[size()];
    private final int[] reached = new int[size()];
    private final double fall;

    /** Gives a trial its score, by its number. */
    private interface Scores {
      double of(Course course, int trial);
    }

    Course(Facts facts, Scores scores, double fall) {
      super(facts);
      this.fall = fall;
      for (int trial = 0; trial < size(); trial++) {
        this.scores[trial] = scores.of(this, trial);
      }
    }

    static Scores drawn(RandomStream random) {
      return (course, trial) -> random.nextUnit();
    }

    /** Seeds of one configuration differ a tenth as much as configurations do. */
    static Scores ofSeeds(RandomStream random) {
      Map<List<Double>, Double> means = new HashMap<>();
      return (course, trial) -> {
        List<Double> place = Arrays.stream(course.place(trial)).boxed().toList();
        double mean = means.computeIfAbsent(place, unused -> random.nextUnit());
        return StrictMath.exp(mean + random.nextUnit() / CONFIGURATIONS_TO_SEEDS);
      };
    }

    private double slowestFirst(int trial) {
      return -epochSeconds(trial) * numEpochs(trial);
    }

    @Override
    public double[] train(List<Integer> some, int epoch) {
      for (int trial : some) {
        reached[trial] = Math.max(reached[trial], Math.min(epoch, numEpochs(trial)));
      }
      return some.stream().mapToDouble(trial -> scoreAfter(trial, epoch)).toArray();
    }

    /** Returns a score that falls as scores do, since a mean of constant ones would be too low. */
    @Override
    public double scoreAfter(int trial, int epoch) {
      return scores[trial] + fall / epoch;
    }

    /** Returns the last epoch of each trial that began. */
    List<Integer> lastEpochs() {
      return Arrays.stream(reached).filter(epoch -> epoch > 0).boxed().toList();
    }

    Cost cost() {
      Cost cost = new Cost(0, 0);
      for (int trial = 0; trial < reached.length; trial++) {
        cost = cost.plus(new Cost(epochTokens(trial), epochSeconds(trial)), reached[trial]);
      }
      return cost;
    }
  }
}
