package io.github.lstmsweep.spark;

import io.github.lstmsweep.trial.Trial;

/**
 * Hears on the driver how a sweep goes, on the thread that called {@link SweepRunner#run}, one call
 * at a time.
 */
public interface SweepListener {
  /** A task for {@code trial} was sent to an executor; again after a lost one. */
  default void started(Trial trial) {}

  /** The row of a trial is published; once a trial. */
  default void finished(Acknowledgement acknowledgement) {}

  /** About once a second, so that a clock on the screen goes on. */
  default void tick() {}
}
