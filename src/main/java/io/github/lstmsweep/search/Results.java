package io.github.lstmsweep.search;

import io.github.lstmsweep.trial.TrialId;
import java.util.Set;

/** The rows of a table, limited to the values that a search may use for its decisions. */
public interface Results {
  /** The trials that have ended, whatever their status. */
  Set<TrialId> ended();

  /** The number of epochs that a paused trial has had; 0 if it is not paused. */
  int pausedEpochs(TrialId id);

  /**
   * The validation score of a trial after an epoch; lower is better. Infinity if the trial had
   * failed by then, or if its score is not finite.
   *
   * @param id a trial that has ended, or that is paused and has had the epoch
   */
  double score(TrialId id, int epoch);
}
