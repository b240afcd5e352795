package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.search.rule.model.Observation;
import io.github.lstmsweep.search.rule.model.ScoreForecast;
import java.util.List;

/** One course of {@link FreezeThaw}. */
final class FreezeThawCourse {
  public static int BEGIN = 8;
  public static double POWER = 1;
  public static int MODE = 0;
  public static double STOP = 0;

  private final FreezeThaw rule;
  private final Trainees trainees;
  private final int last;
  private final ScoreForecast forecast;

  /** The epoch that each trial has reached, or will have reached after the group. */
  private final int[] reached;

  private final boolean[] failed;
  private final double[] epochSeconds;
  private double left;

  FreezeThawCourse(FreezeThaw rule, Trainees trainees) {
    this.rule = rule;
    this.trainees = trainees;
    this.last = trainees.epochs();
    this.forecast = new ScoreForecast(FreezeThaw.domain(trainees));
    this.reached = new int[trainees.size()];
    this.failed = new boolean[reached.length];
    this.epochSeconds = new double[reached.length];
    for (int trial = 0; trial < reached.length; trial++) {
      epochSeconds[trial] = trainees.epochSeconds(trial);
      left += rule.share() * last * epochSeconds[trial];
    }
  }

  void run() {
    Group group = new Group();
    Order.shuffled(reached.length, rule.seed()).stream()
        .limit(BEGIN)
        .forEach(trial -> group.add(trial, next(trial)));
    Group next = group;
    while (!next.isEmpty()) {
      next.train();
      next = nextGroup();
    }
  }

  private int next(int trial) {
    return FreezeThaw.next(reached[trial], last);
  }

  private double seconds(int trial, int epoch) {
    return epochSeconds[trial] * (epoch - reached[trial]);
  }

  /** Returns the trials to train next; empty if the course is over. */
  private Group nextGroup() {
    List<Forecast> forecasts = forecast.forecasts();
    int best = best(forecasts);
    Group group = new Group();
    while (group.size() < rule.width() && forecast.size() < FreezeThaw.MOST_SCORES) {
      int next = worthiest(group, forecasts, best);
      if (next < 0) {
        break;
      }
      group.add(next, next(next));
      forecasts = forecast.forecasts();
    }
    if (group.isEmpty() && best >= 0 && !hasWhole()) {
      group.add(best, last);
    }
    return group;
  }

  /** Returns the trial with the best forecast of those that have begun; -1 if there is none. */
  private int best(List<Forecast> forecasts) {
    int best = -1;
    for (int trial = 0; trial < reached.length; trial++) {
      if (reached[trial] > 0
          && !failed[trial]
          && (best < 0 || forecasts.get(trial).mean() < forecasts.get(best).mean())) {
        best = trial;
      }
    }
    return best;
  }

  private boolean hasWhole() {
    for (int trial = 0; trial < reached.length; trial++) {
      if (reached[trial] == last && !failed[trial]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the trial with the largest expected improvement per time that can be paid; -1 if there
   * is none. What is left must suffice to train the best trial to its end.
   */
  private int worthiest(Group group, List<Forecast> forecasts, int best) {
    double target = best < 0 ? Double.POSITIVE_INFINITY : forecasts.get(best).mean();
    int worthiest = -1;
    double most = 0;
    for (int trial = 0; trial < reached.length; trial++) {
      if (!failed[trial] && reached[trial] < last && !group.has(trial)) {
        double reserve = best < 0 || trial == best ? 0 : seconds(best, last);
        double cost = trial == best ? seconds(trial, last) : seconds(trial, next(trial));
        double improvement = best < 0 ? 1 : forecasts.get(trial).improvement(target);
        double worth =
            improvement
                / Math.pow(MODE == 0 ? seconds(trial, last) : seconds(trial, next(trial)), POWER);
        if (cost + reserve <= left && worth > most && improvement > STOP) {
          worthiest = trial;
          most = worth;
        }
      }
    }
    return worthiest;
  }

  /** Trials that are trained together, each to an epoch of its own. */
  private final class Group {
    private final java.util.ArrayList<Integer> trials = new java.util.ArrayList<>();
    private final java.util.ArrayList<Integer> epochs = new java.util.ArrayList<>();

    void add(int trial, int epoch) {
      trials.add(trial);
      epochs.add(epoch);
      left -= seconds(trial, epoch);
      reached[trial] = epoch;
      forecast.expect(new Observation(trial, epoch));
    }

    boolean has(int trial) {
      return trials.contains(trial);
    }

    int size() {
      return trials.size();
    }

    boolean isEmpty() {
      return trials.isEmpty();
    }

    void train() {
      double[] scores = trainees.trainEach(trials, epochs);
      for (int i = 0; i < scores.length; i++) {
        failed[trials.get(i)] = !Double.isFinite(scores[i]);
        forecast.add(new Observation(trials.get(i), epochs.get(i)), scores[i]);
      }
    }
  }
}
