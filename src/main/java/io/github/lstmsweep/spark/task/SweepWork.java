package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.spark.SweepRunner;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The work of a {@link SweepRunner}.
 *
 * @param name name of the sweep, written into every row
 * @param first the work to begin with
 * @param more asked for further work once all is done; it answers with no trial when the search is
 *     over
 * @param asksEarly whether it is also asked before all is done, when few trials wait for a core; it
 *     may answer with trials that are in training too
 * @param earlyStop lets a trial pause by its own scores; empty if nothing does
 * @param trialTimeout time after which a trial is ended
 * @param sweepTimeout time after which no trial continues
 * @param checkpoint the time between two stored states of a trial; empty for none
 */
public record SweepWork(
    String name,
    Round first,
    Supplier<Round> more,
    boolean asksEarly,
    Optional<EarlyStop> earlyStop,
    Optional<Duration> trialTimeout,
    Optional<Duration> sweepTimeout,
    Function<Trial, Optional<Duration>> checkpoint) {

  /**
   * Trials that can be trained at the same time.
   *
   * @param trials kept in the order of their start: the first ones, and then longest first, so that
   *     no long trial starts last
   * @param ranges the epochs to train; a trial without a range is trained as a whole
   * @param first trials that start before all others, in this order; those that are not among the
   *     trials make no difference
   */
  public record Round(List<Trial> trials, Map<TrialId, EpochRange> ranges, List<TrialId> first) {
    /** The end of a search. */
    public static final Round NONE = new Round(List.of(), Map.of());

    /** Puts the trials in the order in which they start. */
    public Round {
      ranges = Map.copyOf(ranges);
      first = List.copyOf(first);
      trials = Schedule.of(trials, CostModel.DEFAULT, ranges).startingWith(first).trials();
    }

    /** Makes a round in which the longest trials start first. */
    public Round(List<Trial> trials, Map<TrialId, EpochRange> ranges) {
      this(trials, ranges, List.of());
    }
  }

  /** Makes work that is known from its beginning: every trial as a whole. */
  public SweepWork(
      String name,
      List<Trial> trials,
      Optional<Duration> trialTimeout,
      Optional<Duration> sweepTimeout) {
    this(
        name,
        new Round(trials, Map.of()),
        () -> Round.NONE,
        false,
        Optional.empty(),
        trialTimeout,
        sweepTimeout,
        trial -> Optional.empty());
  }
}
