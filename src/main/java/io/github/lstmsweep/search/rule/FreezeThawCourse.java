package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.search.rule.model.Observation;
import io.github.lstmsweep.search.rule.model.ScoreForecast;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** One course of {@link FreezeThaw}. */
final class FreezeThawCourse {
  private final FreezeThaw rule;
  private final Trainees trainees;
  private final int last;
  private final ScoreForecast forecast;

  /** The epoch that each trial has reached, or will have reached after its step. */
  private final int[] reached;

  private final boolean[] failed;

  /** The trials in training, and the epochs that they train to, in the order of the requests. */
  private final List<Integer> trials = new ArrayList<>();

  private final List<Integer> epochs = new ArrayList<>();

  /** The trials that begin before the model chooses any. */
  private final Deque<Integer> first;

  private double tokensLeft;

  FreezeThawCourse(FreezeThaw rule, Trainees trainees) {
    this.rule = rule;
    this.trainees = trainees;
    this.last = trainees.epochs();
    this.forecast = new ScoreForecast(FreezeThaw.domain(trainees));
    this.reached = new int[trainees.size()];
    this.failed = new boolean[reached.length];
    this.first =
        Order.ofBeginning(trainees, rule.seed()).stream()
            .limit(Math.max(FreezeThaw.FIRST, trainees.included()))
            .collect(Collectors.toCollection(ArrayDeque::new));
    double share = Math.max(rule.share(), FreezeThaw.FEWEST_WHOLE / Math.max(1, reached.length));
    for (int trial = 0; trial < reached.length; trial++) {
      tokensLeft += share * tokens(trial, last);
    }
  }

  void run() {
    beginFirst(FreezeThaw.FIRST);
    while (!trials.isEmpty()) {
      await();
      beginMore();
    }
  }

  /** Begins the first trials, until so many are in training. */
  private void beginFirst(int most) {
    while (!first.isEmpty() && trials.size() < most) {
      int trial = first.remove();
      begin(trial, next(trial));
    }
  }

  /** Asks for a step of a trial. */
  private void begin(int trial, int epoch) {
    trials.add(trial);
    epochs.add(epoch);
    tokensLeft -= tokens(trial, epoch);
    reached[trial] = epoch;
    forecast.expect(new Observation(trial, epoch));
  }

  /** Waits for the step that was asked for first. */
  private void await() {
    double score = trainees.trainFirst(List.copyOf(trials), List.copyOf(epochs));
    int trial = trials.remove(0);
    failed[trial] = !Double.isFinite(score);
    forecast.add(new Observation(trial, epochs.remove(0)), score);
  }

  private List<Forecast> forecasts() {
    List<Forecast> forecasts = forecast.forecasts();
    trainees.hear(forecasts);
    return forecasts;
  }

  private int next(int trial) {
    return FreezeThaw.next(reached[trial], last);
  }

  private double tokens(int trial, int epoch) {
    return trainees.epochTokens(trial) * (epoch - reached[trial]);
  }

  /** Asks for the steps that are worth most; for none if the course is over. */
  private void beginMore() {
    beginFirst(rule.width());
    boolean isSearching = true;
    while (isSearching
        && trials.size() < rule.width()
        && forecast.size() < FreezeThaw.MOST_SCORES) {
      List<Forecast> forecasts = forecasts();
      int next = worthiest(forecasts, best(forecasts, tokensLeft));
      isSearching = next >= 0;
      if (isSearching) {
        begin(next, next(next));
      }
    }
    if (trials.isEmpty() && !hasWhole()) {
      List<Forecast> forecasts = forecasts();
      int kept = best(forecasts, tokensLeft);
      int best = kept >= 0 ? kept : best(forecasts, Double.POSITIVE_INFINITY);
      if (best >= 0) {
        begin(best, last);
      }
    }
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
   * @param kept the trial for whose last epochs tokens are kept; -1 if there is none
   */
  private int worthiest(List<Forecast> forecasts, int kept) {
    int best = best(forecasts, Double.POSITIVE_INFINITY);
    double target = best < 0 ? Double.POSITIVE_INFINITY : forecasts.get(best).mean();
    double reserve = kept < 0 ? 0 : tokens(kept, last);
    int worthiest = -1;
    double most = 0;
    for (int trial = 0; trial < reached.length; trial++) {
      if (failed[trial] || reached[trial] == last || trials.contains(trial)) {
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
}
