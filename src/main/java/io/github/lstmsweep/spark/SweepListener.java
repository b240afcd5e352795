package io.github.lstmsweep.spark;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;

/**
 * Hears on the driver how a sweep goes, on the thread that called {@link SweepRunner#run}, one call
 * at a time.
 */
public interface SweepListener {
  /** A task for {@code trial} was sent to an executor; again after a lost one. */
  default void started(Trial trial) {}

  /** The row of a trial is published; once a trial. */
  default void finished(Acknowledgement acknowledgement) {}

  /** No executor of the cluster has started for so long; once. */
  default void waiting(Duration noExecutorFor) {}

  /** About once a second, so that a clock on the screen goes on. */
  default void tick() {}
}
