package io.github.lstmsweep.sweep.proposal;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.yaml.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The time that a sweep may take.
 *
 * @param time of a run
 * @param cores of the machine that will run it
 */
public record Budget(Duration time, int cores) {
  /** The bound of the time in words, for "must be …". */
  public static final String BOUND = "a duration such as 30s, 10m or 2h";

  /** Refuses a machine without cores. */
  public Budget {
    if (cores < 1) {
      throw new IllegalArgumentException("Cannot set cores to " + cores + ": must be >= 1");
    }
  }

  /** Reads a time as a specification spells it; empty if {@code typed} is none. */
  public static Optional<Duration> read(String typed) {
    return DurationText.read(typed);
  }

  /**
   * Returns the first of several specifications that is predicted to end in time, or the last one.
   *
   * @param largestFirst specifications of the same data
   */
  Proposal largest(List<SweepSpec> largestFirst, TrainingData data, List<String> facts) {
    Proposal last = null;
    for (SweepSpec spec : largestFirst) {
      last = Proposal.of(spec, data, facts);
      if (last.seconds(cores) <= time.toSeconds()) {
        return last;
      }
    }
    return last;
  }
}
