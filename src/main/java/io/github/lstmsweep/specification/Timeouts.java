package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.DurationText;
import io.github.lstmsweep.specification.yaml.Problems;
import java.time.Duration;
import java.util.Optional;

/**
 * Time limits of a trial and of the sweep; empty means no limit.
 *
 * @param trial after which a trial ends as TIMEOUT
 * @param sweep after which no trial is started
 */
public record Timeouts(Optional<Duration> trial, Optional<Duration> sweep) {
  static final Timeouts NONE = new Timeouts(Optional.empty(), Optional.empty());

  /** Refuses durations that are not positive or exceed the bound. */
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
