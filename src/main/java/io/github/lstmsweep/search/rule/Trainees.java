package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.search.rule.model.Forecast;
import java.util.List;
import java.util.stream.IntStream;

/** The trials that a rule can train. They are numbered from 0, in the order of the plan. */
public interface Trainees {
  /** Returns the number of trials. */
  int size();

  /**
   * Returns the number of trials that a person wants to see first. They have the first numbers, and
   * a rule begins all of them, in this order, before any other trial.
   */
  default int included() {
    return 0;
  }

  /** Returns the largest number of epochs that a trial of the sweep has. */
  int epochs();

  /** Returns the number of epochs that a trial has. */
  default int epochs(int trial) {
    return epochs();
  }

  /**
   * Returns the place of a trial in the space of the sweep, one number from 0 to 1 per dimension.
   * Two trials of equal places differ in nothing but their seeds.
   */
  double[] place(int trial);

  /** Returns the seed of a trial. */
  long seed(int trial);

  /**
   * Returns the predicted seconds of one epoch of a trial. A rule compares them with those of other
   * trials only, so the unit does not matter.
   */
  double epochSeconds(int trial);

  /**
   * Returns the tokens that one epoch of a trial trains. They are counted and not predicted, so a
   * rule keeps exactly to a share of them. The default is in proportion to the predicted seconds.
   */
  default double epochTokens(int trial) {
    return epochSeconds(trial);
  }

  /**
   * Hears what a rule expects. Only a rule with a model tells it, and only for people.
   *
   * @param lastScores a forecast of each trial's last score, by its number
   */
  default void hear(List<Forecast> lastScores) {}

  /**
   * Trains trials up to an epoch, or to their own last one if that comes first.
   *
   * @return the score of each after that epoch; infinity if it failed before, and NaN if it is not
   *     known yet. Lower is better
   */
  double[] train(List<Integer> trials, int epoch);

  /**
   * Trains each of some trials up to an epoch of its own. No score of them decides about another
   * one, so all of them can be trained at once.
   *
   * @param epochs of {@code trials}
   * @return the score of each after its epoch, as {@link #train} does
   */
  default double[] trainEach(List<Integer> trials, List<Integer> epochs) {
    double[] scores = new double[trials.size()];
    for (int epoch : epochs.stream().distinct().sorted().toList()) {
      List<Integer> positions =
          IntStream.range(0, scores.length).filter(i -> epochs.get(i) == epoch).boxed().toList();
      double[] some = train(positions.stream().map(trials::get).toList(), epoch);
      for (int i = 0; i < some.length; i++) {
        scores[positions.get(i)] = some[i];
      }
    }
    return scores;
  }

  /**
   * Returns the score of a trial after an epoch that it has been trained to, or after an earlier
   * one; infinity if it had failed before. Nothing is trained.
   */
  double scoreAfter(int trial, int epoch);

  /** Returns whether a trial was stopped for good, so that it has no further score. */
  default boolean isStopped(int trial) {
    return false;
  }

  /**
   * Says why a trial does not go on, for its row.
   *
   * @param reason a part of a sentence
   */
  default void explain(int trial, String reason) {}

  /**
   * Trains each of some trials up to an epoch of its own, and waits for the first of them alone.
   * The others may be asked for again, up to the same epochs, until their scores are known.
   *
   * @param epochs of {@code trials}
   * @return the score of the first trial after its epoch, as {@link #train} does
   */
  default double trainFirst(List<Integer> trials, List<Integer> epochs) {
    return trainEach(trials, epochs)[0];
  }
}
