package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.search.rule.model.Observation;
import io.github.lstmsweep.search.rule.model.ScoreForecast;
import java.util.ArrayList;
import java.util.List;

/** One course of {@link FreezeThaw}. */
final class FreezeThawCourse {
  private final FreezeThaw rule;
  private final Trainees trainees;
  private final int last;
  private final ScoreForecast forecast;

  /** The epoch that each trial has reached, or will have reached after its group. */
  private final int[] reached;

  private final boolean[] failed;
  private double tokensLeft;

  FreezeThawCourse(FreezeThaw rule, Trainees trainees) {
    this.rule = rule;
    this.trainees = trainees;
    this.last = trainees.epochs();
    this.forecast = new ScoreForecast(FreezeThaw.domain(trainees));
    this.reached = new int[trainees.size()];
    this.failed = new boolean[reached.length];
    double share = Math.max(rule.share(), FreezeThaw.FEWEST_WHOLE / Math.max(1, reached.length));
    for (int trial = 0; trial < reached.length; trial++) {
      tokensLeft += share * tokens(trial, last);
    }
  }

  void run() {
    Group group = new Group();
    Order.shuffled(reached.length, rule.seed()).stream()
        .limit(FreezeThaw.FIRST)
        .forEach(trial -> group.add(trial, next(trial)));
    Group next = group;
    while (!next.trials.isEmpty()) {
      next.train();
      next = nextGroup();
    }
  }

  private int next(int trial) {
    return FreezeThaw.next(reached[trial], last);
  }

  private double tokens(int trial, int epoch) {
    return trainees.epochTokens(trial) * (epoch - reached[trial]);
  }

  /** Returns the trials to train next; none if the course is over. */
  private Group nextGroup() {
    Group group = new Group();
    List<Forecast> forecasts = forecast.forecasts();
    int best = best(forecasts, Double.POSITIVE_INFINITY);
    int kept = best(forecasts, tokensLeft);
    double target = best < 0 ? Double.POSITIVE_INFINITY : forecasts.get(best).mean();
    boolean isSearching = true;
    while (isSearching
        && group.trials.size() < rule.width()
        && forecast.size() < FreezeThaw.MOST_SCORES) {
      int next = worthiest(group, forecasts, target, kept);
      isSearching = next >= 0;
      if (isSearching) {
        group.add(next, next(next));
        forecasts = forecast.forecasts();
      }
    }
    if (group.trials.isEmpty() && best >= 0 && !hasWhole()) {
      group.add(kept >= 0 ? kept : best, last);
    }
    return group;
  }

  /**
   * Returns the trial with the best forecast of those that have begun and take at most so many
   * tokens to their end; -1 if there is none.
   */
  private int best(List<Forecast> forecasts, double tokens) {
    int best = -1;
    for (int trial = 0; trial < reached.length; trial++) {
      if (reached[trial] > 0
          && !failed[trial]
          && tokens(trial, last) <= tokens
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
   * Returns the trial with the largest expected improvement per second of those that the tokens
   * left suffice for; -1 if there is none.
   *
   * @param target the log score to improve; infinity if none is known
   * @param kept the trial for whose last epochs tokens are kept; -1 if there is none
   */
  private int worthiest(Group group, List<Forecast> forecasts, double target, int kept) {
    double reserve = kept < 0 ? 0 : tokens(kept, last);
    int worthiest = -1;
    double most = 0;
    for (int trial = 0; trial < reached.length; trial++) {
      if (failed[trial] || reached[trial] == last || group.trials.contains(trial)) {
        continue;
      }
      double cost = trial == kept ? reserve : reserve + tokens(trial, next(trial));
      double improvement =
          Double.isInfinite(target)
              ? 1
              : forecasts.get(trial).doubted(FreezeThaw.DOUBT).improvement(target);
      double seconds = trainees.epochSeconds(trial) * (last - reached[trial]);
      double worth = improvement / seconds;
      if (cost <= tokensLeft && improvement >= FreezeThaw.LEAST && worth > most) {
        worthiest = trial;
        most = worth;
      }
    }
    return worthiest;
  }

  /** Trials that are trained together, each to an epoch of its own. */
  private final class Group {
    private final List<Integer> trials = new ArrayList<>();
    private final List<Integer> epochs = new ArrayList<>();

    void add(int trial, int epoch) {
      trials.add(trial);
      epochs.add(epoch);
      tokensLeft -= tokens(trial, epoch);
      reached[trial] = epoch;
      forecast.expect(new Observation(trial, epoch));
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
