package io.github.lstmsweep.train;

/**
 * Receives the progress of a training, on the thread of the training. An implementation returns at
 * once and throws nothing, because the training waits for it.
 */
public interface TrainingListener {
  /** Ignores the progress. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * A minibatch was trained.
   *
   * @param tokens trained tokens, or steps of a time series, since the training began
   */
  default void trained(long tokens) {}

  /** An epoch and its validation ended. */
  default void ended(EpochPoint epoch) {}
}
