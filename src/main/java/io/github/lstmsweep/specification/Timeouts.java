package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.DurationText;
import io.github.lstmsweep.specification.yaml.Problems;
import java.time.Duration;
import java.util.Optional;

/**
 * How long things may take; empty for as long as they need.
 *
 * @param trial after which a trial ends as TIMEOUT
 * @param sweep after which no trial is started
 */
public record Timeouts(Optional<Duration> trial, Optional<Duration> sweep) {
  static final Timeouts NONE = new Timeouts(Optional.empty(), Optional.empty());

  /** Refuses durations that are not positive, and those that last longer than anything does. */
  public Timeouts {
    check("timeout.trial", trial);
    check("timeout.sweep", sweep);
  }

  private static void check(String key, Optional<Duration> duration) {
    if (duration.isPresent() && !DurationText.accepts(duration.get())) {
      throw new IllegalArgumentException(
          Problems.cannotSet(key, duration.get(), DurationText.BOUND));
    }
  }
}
