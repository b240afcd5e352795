package io.github.lstmsweep.compare.replay;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.Trainees;
import io.github.lstmsweep.search.rule.model.Forecast;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of a rule on a finished table.
 *
 * @param rule its name with its settings
 * @param tokens trained tokens as a share of those of the whole table
 * @param seconds as a share of those of the whole table; NaN if they are unknown
 * @param whole number of OK trials that were trained to their end
 * @param keepsBest whether the trial that is best in the table was trained to its end
 * @param winner the trial that is best in the table that the rule leaves. A trial that stopped
 *     before its end counts if it was stopped by its own scores, or if no trial has come to its end
 * @param score the winner's last score
 * @param behind the winner's last score over the best one of the table, minus 1
 * @param calibration how often the rule's forecasts held
 */
public record Replayed(
    String rule,
    double tokens,
    double seconds,
    int whole,
    boolean keepsBest,
    TrialRow winner,
    double score,
    double behind,
    Calibration calibration) {

  /**
   * Lets a rule train the trials of a table.
   *
   * @throws IllegalArgumentException if no trial has a score
   */
  public static Replayed of(Rule rule, KnownCurves curves) {
    List<Forecast> forecasts = new ArrayList<>();
    int[] reached = epochs(rule, curves, forecasts);
    return of(rule, curves, reached, Calibration.of(forecasts, reached, curves));
  }

  /** Returns the epochs to which a rule trains each trial; 0 for a trial that it never begins. */
  public static int[] epochs(Rule rule, KnownCurves curves) {
    return epochs(rule, curves, new ArrayList<>());
  }

  private static int[] epochs(Rule rule, KnownCurves curves, List<Forecast> forecasts) {
    int[] reached = new int[curves.size()];
    rule.train(
        new Trainees() {
          @Override
          public int size() {
            return curves.size();
          }

          @Override
          public int epochs() {
            return curves.epochs();
          }

          @Override
          public int epochs(int trial) {
            return curves.plannedEpochs(trial);
          }

          @Override
          public double[] place(int trial) {
            return curves.place(trial);
          }

          @Override
          public long seed(int trial) {
            return curves.seed(trial);
          }

          @Override
          public double epochSeconds(int trial) {
            return curves.predictedEpochSeconds(trial);
          }

          @Override
          public double epochTokens(int trial) {
            return curves.plannedEpochTokens(trial);
          }

          @Override
          public void hear(List<Forecast> lastScores) {
            forecasts.clear();
            forecasts.addAll(lastScores);
          }

          @Override
          public double scoreAfter(int trial, int epoch) {
            return curves.score(trial, epoch);
          }

          @Override
          public double[] train(List<Integer> trials, int epoch) {
            double[] scores = new double[trials.size()];
            for (int i = 0; i < scores.length; i++) {
              int trial = trials.get(i);
              reached[trial] = Math.max(reached[trial], epoch);
              scores[i] = curves.score(trial, epoch);
            }
            return scores;
          }
        });
    return reached;
  }

  private static Replayed of(
      Rule rule, KnownCurves curves, int[] reached, Calibration calibration) {
    double tokens = 0;
    double allTokens = 0;
    double seconds = 0;
    double allSeconds = 0;
    int whole = 0;
    int best = -1;
    for (int trial = 0; trial < reached.length; trial++) {
      tokens += curves.tokens(trial, reached[trial]);
      allTokens += curves.tokens(trial, curves.epochs());
      seconds += curves.seconds(trial, reached[trial]);
      allSeconds += curves.seconds(trial, curves.epochs());
      whole +=
          reached[trial] >= curves.length(trial) && Double.isFinite(last(curves, trial)) ? 1 : 0;
      if (best < 0 || last(curves, trial) < last(curves, best)) {
        best = trial;
      }
    }
    int winner = winner(curves, reached, !rule.stopsByOwnScores());
    if (winner < 0) {
      winner = winner(curves, reached, false);
    }
    if (best < 0 || !Double.isFinite(last(curves, best))) {
      throw new IllegalArgumentException("no trial has a score");
    }
    double score = curves.score(winner, reached[winner]);
    return new Replayed(
        rule.name(),
        tokens / allTokens,
        seconds / allSeconds,
        whole,
        reached[best] >= curves.length(best),
        curves.row(winner),
        score,
        score / last(curves, best) - 1,
        calibration);
  }

  /** Returns the best trial, of those that came to their end or of all that began; -1 if none. */
  private static int winner(KnownCurves curves, int[] reached, boolean onlyWhole) {
    int winner = -1;
    for (int trial = 0; trial < reached.length; trial++) {
      if (reached[trial] > 0
          && (!onlyWhole || reached[trial] >= curves.length(trial))
          && (winner < 0
              || curves.score(trial, reached[trial]) < curves.score(winner, reached[winner]))) {
        winner = trial;
      }
    }
    return winner >= 0 && Double.isFinite(curves.score(winner, reached[winner])) ? winner : -1;
  }

  private static double last(KnownCurves curves, int trial) {
    return curves.score(trial, curves.epochs());
  }
}
