package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.Trial;
import java.util.Optional;

/**
 * The part of a training to do at a time.
 *
 * @param from the state to continue from; empty for the beginning
 * @param until the epoch after which the training pauses; it ends at the trial's last one
 */
public record Leg(Optional<TrainingState> from, int until) {
  /** Refuses to pause before the first epoch that is to be trained. */
  public Leg {
    int epochs = from.map(TrainingState::epochs).orElse(0);
    if (until <= epochs) {
      throw new IllegalArgumentException(
          "Cannot train until epoch " + until + ": must be later than epoch " + epochs);
    }
  }

  /** Returns the whole training of a trial. */
  public static Leg whole(Trial trial) {
    return new Leg(Optional.empty(), trial.hyperparameters().numEpochs());
  }

  /** Returns whether this is the whole training of a trial. */
  public boolean isWhole(Trial trial) {
    return from.isEmpty() && until >= trial.hyperparameters().numEpochs();
  }
}
