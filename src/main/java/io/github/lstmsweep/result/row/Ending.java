package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Optional;

/**
 * The way a trial ended.
 *
 * @param status the status of its row
 * @param detail the reason why it is not OK; empty if it is
 * @param training the outcome of training; empty if training never returned
 */
public record Ending(TrialStatus status, String detail, Optional<TrainingOutcome> training) {
  /** Returns the ending of a training that returned: OK, DIVERGED or TIMEOUT. */
  public static Ending trained(TrainingOutcome outcome) {
    return new Ending(outcome.status(), outcome.detail(), Optional.of(outcome));
  }

  /** Returns the ending of a training that never returned, because of {@code detail}. */
  public static Ending failed(TrialStatus status, String detail) {
    return new Ending(status, detail, Optional.empty());
  }
}
