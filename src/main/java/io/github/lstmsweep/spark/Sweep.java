package io.github.lstmsweep.spark;

import io.github.lstmsweep.trial.CostModel;
import io.github.lstmsweep.trial.Schedule;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@link SweepRunner} runs.
 *
 * @param name of the sweep, written into every row
 * @param trials to run; kept longest first, so that no long trial starts last
 * @param trialTimeout after which a trial is ended
 * @param sweepTimeout after which no trial goes on
 */
public record Sweep(
    String name,
    List<Trial> trials,
    Optional<Duration> trialTimeout,
    Optional<Duration> sweepTimeout) {

  /** Puts the trials in the order in which they start. */
  public Sweep {
    trials = Schedule.of(trials, CostModel.DEFAULT).trials();
  }
}
