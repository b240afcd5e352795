package io.github.lstmsweep.compare.replay;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.ScoresByEpoch;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.Places;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The trials of a table whose whole course is known. These are the trials that are OK, and those
 * that failed: their score is infinite once their curve has ended.
 */
public final class KnownCurves {
  private final List<TrialRow> rows = new ArrayList<>();
  private final List<List<EpochPoint>> curves = new ArrayList<>();
  private final List<double[]> scores = new ArrayList<>();
  private final int epochs;
  private final Places places;
  private final double[] epochSeconds;
  private final double[] epochTokens;

  /**
   * Collects the trials.
   *
   * @param rows in the order in which a rule meets them
   * @param curves of the rows; an OK trial without a curve is left out
   */
  public KnownCurves(List<TrialRow> rows, Map<TrialId, List<EpochPoint>> curves) {
    for (TrialRow row : rows) {
      List<EpochPoint> curve = curves.getOrDefault(row.id(), List.of());
      if (row.status() != TrialStatus.PAUSED
          && (Ranking.score(row).isEmpty() || !curve.isEmpty())) {
        this.rows.add(row);
        this.curves.add(curve);
        this.scores.add(ScoresByEpoch.of(row, curve));
      }
    }
    this.epochs = this.curves.stream().mapToInt(List::size).max().orElse(0);
    this.places = places(this.rows);
    this.epochSeconds = perEpoch(this.rows, CostModel.DEFAULT::seconds);
    this.epochTokens = perEpoch(this.rows, trial -> TrialCost.of(trial).trainedTokens());
  }

  /**
   * Collects the trials in the order of their ids, which is as good as random. The order of the
   * table is that of the scores, from which no rule may profit.
   */
  public static KnownCurves byId(List<TrialRow> rows, Map<TrialId, List<EpochPoint>> curves) {
    return new KnownCurves(
        rows.stream().sorted(Comparator.comparing(row -> row.id().hex())).toList(), curves);
  }

  /** Returns the number of trials. */
  public int size() {
    return rows.size();
  }

  /** Returns the number of epochs of the longest curve. */
  public int epochs() {
    return epochs;
  }

  /** Returns the row of a trial. */
  public TrialRow row(int trial) {
    return rows.get(trial);
  }

  /** Returns the number of epochs that a trial has at most. */
  public int length(int trial) {
    return curves.get(trial).size();
  }

  /** Returns the number of epochs that a trial was to have. One that failed has had fewer. */
  public int plannedEpochs(int trial) {
    return rows.get(trial).hyperparameter(Hyperparameter.NUM_EPOCHS) instanceof Number planned
        ? planned.intValue()
        : length(trial);
  }

  /** Returns the score after an epoch or after the last one before it; infinity if it failed. */
  public double score(int trial, int epoch) {
    List<EpochPoint> curve = curves.get(trial);
    if (epoch > curve.size() && Ranking.score(rows.get(trial)).isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double score = scores.get(trial)[Math.min(epoch, curve.size()) - 1];
    return Double.isFinite(score) ? score : Double.POSITIVE_INFINITY;
  }

  /** Returns the tokens that the training up to an epoch took. */
  public double tokens(int trial, int epoch) {
    double all = rows.get(trial).number("trained_tokens").orElse(0);
    int length = length(trial);
    return epoch >= length ? all : all * epoch / length;
  }

  /** Returns the place of a trial in the space that the trials span. */
  public double[] place(int trial) {
    return places.of(trial);
  }

  /** Returns the seed of a trial. */
  public long seed(int trial) {
    return rows.get(trial).hyperparameter(Hyperparameter.SEED) instanceof Long seed ? seed : 0;
  }

  /**
   * Returns the predicted seconds of an epoch; 1 of every trial if a row does not tell its data.
   */
  public double predictedEpochSeconds(int trial) {
    return epochSeconds[trial];
  }

  /** Returns the tokens that all trials were to train together, as a search knows them. */
  public double plannedTokens() {
    return IntStream.range(0, size())
        .mapToDouble(trial -> plannedEpochTokens(trial) * plannedEpochs(trial))
        .sum();
  }

  /**
   * Returns the tokens that a whole epoch has, as a search knows them in advance. A trial that
   * diverged in an epoch has trained fewer.
   */
  public double plannedEpochTokens(int trial) {
    return epochTokens[trial];
  }

  /** Returns the places; without any dimension if a row has a value that is not known here. */
  private static Places places(List<TrialRow> rows) {
    try {
      return Places.of(rows.stream().map(TrialRow::hyperparameters).toList());
    } catch (IllegalArgumentException e) {
      return Places.of(Collections.nCopies(rows.size(), Hyperparameters.of(Map.of())));
    }
  }

  /** Returns a number of each trial per epoch; 1 of each if a row does not tell its data. */
  private static double[] perEpoch(List<TrialRow> rows, ToDoubleFunction<Trial> number) {
    double[] numbers = new double[rows.size()];
    try {
      for (int trial = 0; trial < numbers.length; trial++) {
        Hyperparameters p = rows.get(trial).hyperparameters();
        Dataset dataset = rows.get(trial).dataset().orElseThrow(IllegalArgumentException::new);
        numbers[trial] = number.applyAsDouble(Trial.of(p, dataset)) / p.numEpochs();
      }
    } catch (IllegalArgumentException e) {
      Arrays.fill(numbers, 1);
    }
    return numbers;
  }

  /** Returns the seconds that the epochs up to one took, with their validation. */
  public double seconds(int trial, int epoch) {
    return curves.get(trial).stream()
        .limit(epoch)
        .mapToDouble(EpochPoint::seconds)
        .filter(Double::isFinite)
        .sum();
  }
}
