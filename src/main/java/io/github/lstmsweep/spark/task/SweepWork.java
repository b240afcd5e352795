package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.spark.SweepRunner;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The work of a {@link SweepRunner}.
 *
 * @param name name of the sweep, written into every row
 * @param trials trials to run; kept longest first, so that no long trial starts last
 * @param trialTimeout time after which a trial is ended
 * @param sweepTimeout time after which no trial continues
 */
public record SweepWork(
    String name,
    List<Trial> trials,
    Optional<Duration> trialTimeout,
    Optional<Duration> sweepTimeout) {

  /** Puts the trials in the order in which they start. */
  public SweepWork {
    trials = Schedule.of(trials, CostModel.DEFAULT).trials();
  }
}
