package io.github.lstmsweep.search.rule;

import java.util.List;

/** The trials that a rule can train. They are numbered from 0, in the order of the plan. */
public interface Trainees {
  /** Returns the number of trials. */
  int size();

  /** Returns the largest number of epochs that a trial of the sweep has. */
  int epochs();

  /**
   * Trains trials up to an epoch, or to their own last one if that comes first.
   *
   * @return the score of each after that epoch; infinity if it failed before, and NaN if it is not
   *     known yet. Lower is better
   */
  double[] train(List<Integer> trials, int epoch);
}
