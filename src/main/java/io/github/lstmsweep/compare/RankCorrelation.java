package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;

/**
 * Says how well the scores after each epoch predict the scores after the last one: Spearman's rank
 * correlation (Spearman 1904), where ties have the mean of their ranks.
 *
 * <p>It compares the trials with the longest curves. A trial that diverged ranks last from the
 * epoch at which its curve ends. Trials that ended in any other way, and trials with shorter
 * curves, are left out, because their last scores are unknown.
 *
 * @param trials number of trials that are compared
 * @param diverged number of these that diverged
 * @param epochs one entry per epoch, from the first to the last; empty for fewer than two trials
 */
public record RankCorrelation(int trials, int diverged, List<AtEpoch> epochs) {
  /** Copies the entries. */
  public RankCorrelation {
    epochs = List.copyOf(epochs);
  }

  /**
   * The order of the trials after an epoch.
   *
   * @param epoch from 1
   * @param rho Spearman's correlation with the scores after the last epoch, from -1 to 1; NaN if
   *     all scores of an epoch are equal
   * @param rankOfBest place of the trial that is best after the last epoch, from 1; ties count
   *     against it
   */
  public record AtEpoch(int epoch, double rho, int rankOfBest) {
    /** Returns whether the best trial survives if only the first {@code kept} go on. */
    public boolean keepsBest(int kept) {
      return rankOfBest <= kept;
    }
  }

  /** Returns a tenth of the trials, rounded up. */
  public int tenth() {
    return (trials + 9) / 10;
  }

  /**
   * Compares the scores after each epoch with those after the last.
   *
   * @param curves by trial; trials without one are left out, unless they diverged
   */
  public static RankCorrelation of(List<TrialRow> rows, Map<TrialId, List<EpochPoint>> curves) {
    int epochs =
        rows.stream()
            .filter(row -> row.status() == TrialStatus.OK)
            .mapToInt(row -> curve(row, curves).size())
            .max()
            .orElse(0);
    List<TrialRow> compared =
        rows.stream()
            .filter(
                row ->
                    row.status() == TrialStatus.DIVERGED
                        || (row.status() == TrialStatus.OK && curve(row, curves).size() == epochs))
            .toList();
    int diverged = (int) compared.stream().filter(row -> row.status() != TrialStatus.OK).count();
    if (compared.size() < 2 || epochs == 0) {
      return new RankCorrelation(compared.size(), diverged, List.of());
    }
    double[][] scores = new double[epochs][compared.size()];
    for (int t = 0; t < compared.size(); t++) {
      List<EpochPoint> curve = curve(compared.get(t), curves);
      boolean isOk = compared.get(t).status() == TrialStatus.OK;
      for (int e = 0; e < epochs; e++) {
        // The last score of a diverged trial does not count, even if all epochs ended.
        boolean isKnown = e < curve.size() && (isOk || e < epochs - 1);
        double score = isKnown ? curve.get(e).validationScore() : Double.POSITIVE_INFINITY;
        scores[e][t] = Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
      }
    }
    return new RankCorrelation(compared.size(), diverged, entries(scores));
  }

  private static List<AtEpoch> entries(double[][] scores) {
    NaturalRanking ranking = new NaturalRanking(TiesStrategy.AVERAGE);
    PearsonsCorrelation pearson = new PearsonsCorrelation();
    double[] last = scores[scores.length - 1];
    double[] lastRanks = ranking.rank(last);
    double lowest = Arrays.stream(last).min().orElseThrow();
    List<AtEpoch> entries = new ArrayList<>();
    for (int e = 0; e < scores.length; e++) {
      // Spearman's rho is Pearson's correlation of the ranks.
      double rho = pearson.correlation(ranking.rank(scores[e]), lastRanks);
      entries.add(new AtEpoch(e + 1, rho, rankOfBest(scores[e], last, lowest)));
    }
    return entries;
  }

  private static int rankOfBest(double[] scores, double[] last, double lowest) {
    double best = Double.POSITIVE_INFINITY;
    for (int t = 0; t < scores.length; t++) {
      best = last[t] == lowest ? Math.min(best, scores[t]) : best;
    }
    int rank = 0;
    for (int t = 0; t < scores.length; t++) {
      // Trials that share the lowest last score do not compete.
      rank += scores[t] <= best && last[t] > lowest ? 1 : 0;
    }
    return rank + 1;
  }

  private static List<EpochPoint> curve(TrialRow row, Map<TrialId, List<EpochPoint>> curves) {
    return curves.getOrDefault(row.id(), List.of());
  }
}
