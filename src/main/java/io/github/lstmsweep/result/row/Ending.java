package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Optional;

/**
 * How a trial ended.
 *
 * @param status in one word
 * @param detail why it is not OK; empty when it is
 * @param training what training gave; empty where it never returned
 */
public record Ending(TrialStatus status, String detail, Optional<TrainingOutcome> training) {
  /** Training returned: OK, DIVERGED or TIMEOUT. */
  public static Ending trained(TrainingOutcome outcome) {
    return new Ending(outcome.status(), outcome.detail(), Optional.of(outcome));
  }

  /** Training never returned, because of {@code detail}. */
  public static Ending failed(TrialStatus status, String detail) {
    return new Ending(status, detail, Optional.empty());
  }
}
