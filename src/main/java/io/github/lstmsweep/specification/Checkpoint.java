package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.DurationText;
import io.github.lstmsweep.specification.yaml.Problems;
import java.time.Duration;
import java.util.Optional;

/**
 * How often the state of a long trial is stored, so that a stopped or killed run loses little.
 *
 * @param every the time between two states; empty for none
 */
public record Checkpoint(Optional<Duration> every) {
  /** The usual time between two states. */
  public static final Checkpoint DEFAULT = new Checkpoint(Optional.of(Duration.ofMinutes(5)));

  /** A trial has states if it is predicted to take more than so many times the time between two. */
  public static final int SHORTEST = 6;

  /** Refuses a duration that is not positive or exceeds the bound. */
  public Checkpoint {
    if (every.isPresent() && !DurationText.accepts(every.get())) {
      throw new IllegalArgumentException(
          Problems.cannotSet("checkpoint", every.get(), DurationText.BOUND));
    }
  }

  /** Returns the time between two states of a trial; empty if it is too short for any. */
  public Optional<Duration> of(double predictedSeconds) {
    return every.filter(time -> predictedSeconds > SHORTEST * (time.toMillis() / 1e3));
  }
}
