package io.github.lstmsweep.spark;

import io.github.lstmsweep.trial.Trial;
import java.time.Duration;
import java.util.Comparator;
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
  private static final Comparator<Trial> LONGEST_FIRST =
      Comparator.comparingDouble((Trial t) -> t.cost().flops())
          .reversed()
          .thenComparing(t -> t.id().hex());

  /** Puts the trials in the order in which they start. */
  public Sweep {
    trials = trials.stream().sorted(LONGEST_FIRST).toList();
  }
}
