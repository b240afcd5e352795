package io.github.lstmsweep.search.rule.around;

import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.Trainees;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets a rule end its course, and trains its runners-up to their ends with the tokens that are
 * left. A course of halvings trains a single trial to its end, and takes few tokens. Early scores
 * are a poor guide among good trials, so the best one is often a runner-up.
 *
 * <p>The trials with the lowest product of their last score and the square root of the tokens that
 * they still need are first. So cheap trials are preferred among good ones, and more trials get a
 * last score. The exponent was chosen on two grids of fewer windows, of which one has another cell.
 * A trial that the tokens left do not suffice for is left out. A course that takes all tokens has
 * no runners-up.
 *
 * @param rule decides which trials come how far
 * @param share of the tokens of all whole trials, which the course and the runners-up may take;
 *     above 0, at most 1
 */
public record RunnersUp(Rule rule, double share) implements Rule {
  @Override
  public String name() {
    return rule.name() + ", runners-up to " + Math.round(100 * share) + "% of the tokens";
  }

  @Override
  public boolean decidesWithoutAll() {
    return rule.decidesWithoutAll();
  }

  @Override
  public boolean asksEarly() {
    return rule.asksEarly();
  }

  @Override
  public boolean learns() {
    return rule.learns();
  }

  @Override
  public void train(Trainees trainees) {
    Watched watched = new Watched(trainees);
    rule.train(watched);
    if (!watched.lacksScores) {
      List<Integer> next = watched.affordable(share);
      if (!next.isEmpty()) {
        trainees.trainEach(next, next.stream().map(trainees::epochs).toList());
      }
    }
  }

  /** The trials of a rule, with the epochs that they have reached. */
  private static final class Watched extends DelegatingTrainees {
    private final int[] reached;
    private final double[] last;
    private boolean lacksScores;

    Watched(Trainees trainees) {
      super(trainees);
      this.reached = new int[trainees.size()];
      this.last = new double[reached.length];
    }

    @Override
    public double[] train(List<Integer> trials, int epoch) {
      return trainEach(trials, Collections.nCopies(trials.size(), epoch));
    }

    @Override
    public double[] trainEach(List<Integer> trials, List<Integer> epochs) {
      double[] scores = super.trainEach(trials, epochs);
      for (int i = 0; i < scores.length; i++) {
        watch(trials.get(i), epochs.get(i), scores[i]);
      }
      return scores;
    }

    @Override
    public double trainFirst(List<Integer> trials, List<Integer> epochs) {
      double score = super.trainFirst(trials, epochs);
      watch(trials.get(0), epochs.get(0), score);
      return score;
    }

    private void watch(int trial, int epoch, double score) {
      reached[trial] = Math.max(reached[trial], Math.min(epoch, epochs(trial)));
      last[trial] = score;
      lacksScores |= Double.isNaN(score);
    }

    private double tokens(int trial, int epochs) {
      return epochTokens(trial) * epochs;
    }

    /** Returns the trials that go on, if all of them together may take a share of the tokens. */
    List<Integer> affordable(double share) {
      double tokens = 0;
      for (int trial = 0; trial < reached.length; trial++) {
        tokens += share * tokens(trial, epochs(trial)) - tokens(trial, reached[trial]);
      }
      List<Integer> waiting =
          IntStream.range(0, reached.length)
              .filter(
                  trial -> reached[trial] > 0 && Double.isFinite(last[trial]) && !isStopped(trial))
              .filter(trial -> reached[trial] < epochs(trial))
              .boxed()
              .sorted(
                  Comparator.comparingDouble(
                      trial ->
                          last[trial] * Math.sqrt(tokens(trial, epochs(trial) - reached[trial]))))
              .toList();
      List<Integer> chosen = new ArrayList<>();
      List<Integer> left = new ArrayList<>();
      for (int trial : waiting) {
        double needed = tokens(trial, epochs(trial) - reached[trial]);
        boolean fits = needed <= tokens;
        tokens -= fits ? needed : 0;
        (fits ? chosen : left).add(trial);
      }
      Map<Integer, Double> worst = new HashMap<>();
      chosen.forEach(trial -> worst.merge(reached[trial], last[trial], Math::max));
      for (int trial : left) {
        // A rank alone would not say why a worse trial of its epoch went on.
        if (worst.getOrDefault(reached[trial], Double.NEGATIVE_INFINITY) > last[trial]) {
          explain(
              trial,
              "cheaper runners-up took the tokens that were left, at epoch "
                  + reached[trial]
                  + " of "
                  + epochs(trial));
        }
      }
      return chosen;
    }
  }
}
