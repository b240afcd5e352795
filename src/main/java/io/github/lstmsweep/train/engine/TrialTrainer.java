package io.github.lstmsweep.train.engine;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.io.Serializable;
import java.util.Set;

/**
 * Trains one trial on the calling thread and on idle cores. Spark sends it to executors, so it
 * holds configuration only. Heavy objects are made on the executor.
 */
public interface TrialTrainer extends Serializable {
  /**
   * Trains {@code trial} to its end, to its divergence or to {@code deadline}.
   *
   * @throws RuntimeException if the trial cannot be trained; the caller turns it into a row
   */
  TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores);

  /**
   * Trains {@code trial}, and tells {@code heard} how far it has come. The result is the same. A
   * trainer that cannot tell trains in silence.
   *
   * @throws RuntimeException if the trial cannot be trained; the caller turns it into a row
   */
  default TrainingOutcome train(
      Trial trial, TrainingData data, Deadline deadline, Cores cores, TrainingListener heard) {
    return train(trial, data, deadline, cores);
  }

  /** Returns whether it can pause a training and continue it later, with equal bits. */
  default boolean canPause() {
    return false;
  }

  /**
   * Trains a part of {@code trial}, and tells {@code heard} how far it has come.
   *
   * @param leg the part to train
   * @throws UnsupportedOperationException if this trainer cannot pause or continue a training
   * @throws RuntimeException if the trial cannot be trained; the caller turns it into a row
   */
  default TrainingOutcome train(
      Trial trial,
      TrainingData data,
      Leg leg,
      Deadline deadline,
      Cores cores,
      TrainingListener heard) {
    if (!leg.isWhole(trial)) {
      throw new UnsupportedOperationException("this engine cannot pause or continue a training");
    }
    return train(trial, data, deadline, cores, heard);
  }

  /** Returns the engine that trains in this process. */
  EngineVersion engine();

  /** Returns the engine that trained this trial here, for its row. */
  default EngineVersion engineOf(Trial trial) {
    return engine();
  }

  /**
   * Returns this trainer for a task to which Spark gave a GPU. A trainer without GPU support
   * returns itself.
   *
   * @param gpu address of the GPU
   */
  default TrialTrainer on(String gpu) {
    return this;
  }

  /** Returns how many trials of one shape it can train as one computation; 1 if it packs none. */
  default int packSize() {
    return 1;
  }

  /**
   * Returns how many trials of the shape of {@code first} it can train as one computation on the
   * device that it has here.
   */
  default int packSize(Trial first) {
    return packSize();
  }

  /**
   * Returns how many trials of one shape a task may get. It trains {@link #packSize} of them at a
   * time; the place of one that has ended goes to the next.
   */
  default int groupSize() {
    return packSize();
  }

  /** Returns the hyperparameters in which trials of one shape may differ. */
  default Set<Hyperparameter> freeInPack() {
    return Set.of(Hyperparameter.LR, Hyperparameter.GRADIENT_CLIP, Hyperparameter.SEED);
  }

  /**
   * Returns a trainer that trains {@code trials} trials of one shape as one computation.
   *
   * @throws UnsupportedOperationException if it trains one trial at a time
   */
  default Team team(int trials) {
    throw new UnsupportedOperationException("trains one trial at a time");
  }

  /**
   * Trains trials of one shape together, each on its own thread. Each thread waits for the rest.
   */
  interface Team extends TrialTrainer {
    /** Removes one trial, which is over or will not be trained. Call it once for every trial. */
    void leave();
  }
}
