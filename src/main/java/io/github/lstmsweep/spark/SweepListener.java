package io.github.lstmsweep.spark;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;

/**
 * Receives the events of a sweep on the driver. All calls come one at a time, on the thread that
 * called {@link SweepRunner#run}.
 */
public interface SweepListener {
  /**
   * A task for {@code trial} was sent to an executor. It is called before {@link #finished} for
   * each trial that is trained. It is called again if the executor is lost.
   */
  default void started(Trial trial) {}

  /**
   * A trial in training has come further. It is called between {@link #started} and {@link
   * #finished}, about once per second for a trial in this process. Executors of a cluster report
   * with their heartbeats, every {@code spark.executor.heartbeatInterval}. A short trial may end
   * without it.
   */
  default void progress(TrialProgress progress) {}

  /**
   * A search has decided which trials it trains further. It is not called for the first round.
   *
   * @param number of the round; the first one has the number 1
   */
  default void round(int number, SweepWork.Round round) {}

  /**
   * The row of a trial is published. It is called once per trial and round. A trial that a search
   * pauses has the status {@code PAUSED}.
   */
  default void finished(Acknowledgement acknowledgement) {}

  /** No executor of the cluster has started for this long. It is called at most once. */
  default void waiting(Duration noExecutorFor) {}

  /** Called about once per second, so that a clock on the screen keeps running. */
  default void tick() {}
}
