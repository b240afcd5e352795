package io.github.lstmsweep.train;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The part of a training to do at a time.
 *
 * @param from the state to continue from; empty for the beginning
 * @param until the epoch after which the training pauses; it ends at the trial's last one
 * @param earlyStop lets the training pause before; empty if nothing does
 * @param checkpoints how states are stored meanwhile; empty for none
 */
public record Leg(
    Optional<TrainingState> from,
    int until,
    Optional<EarlyStop> earlyStop,
    Optional<Checkpoints> checkpoints) {
  /**
   * How states are stored during a training.
   *
   * @param every the least time between two states
   * @param store takes a state after an epoch; it must not throw an exception
   */
  public record Checkpoints(Duration every, Consumer<TrainingState> store) {}

  /** Refuses to pause before the first epoch that is to be trained. */
  public Leg {
    int epochs = from.map(TrainingState::epochs).orElse(0);
    if (until <= epochs) {
      throw new IllegalArgumentException(
          "Cannot train until epoch " + until + ": must be later than epoch " + epochs);
    }
  }

  /** Makes a leg without stored states. */
  public Leg(Optional<TrainingState> from, int until) {
    this(from, until, Optional.empty(), Optional.empty());
  }

  /** Returns the whole training of a trial. */
  public static Leg whole(Trial trial) {
    return new Leg(Optional.empty(), trial.hyperparameters().numEpochs());
  }

  /** Returns whether this is the whole training of a trial, without a state before or meanwhile. */
  public boolean isWhole(Trial trial) {
    return from.isEmpty()
        && earlyStop.isEmpty()
        && checkpoints.isEmpty()
        && until >= trial.hyperparameters().numEpochs();
  }
}
