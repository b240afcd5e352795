package io.github.lstmsweep.train;

import java.time.Duration;
import java.util.Optional;

/**
 * When a trial must stop. Reads a monotonic clock; nothing that is computed depends on it except
 * whether the trial ends in time.
 */
public final class Deadline {
  private final Optional<Duration> limit;
  private final long startNanos = System.nanoTime();

  private Deadline(Optional<Duration> limit) {
    this.limit = limit;
  }

  /** Starts to run now; never passes when {@code limit} is empty. */
  public static Deadline in(Optional<Duration> limit) {
    return new Deadline(limit);
  }

  /** Whether more time has gone by than the limit. */
  public boolean passed() {
    return limit.isPresent() && System.nanoTime() - startNanos > limit.get().toNanos();
  }

  /** What is left of the limit, which there must be; negative once it has passed. */
  Duration left() {
    return limit.orElseThrow().minusNanos(System.nanoTime() - startNanos);
  }

  /** The limit it was given. */
  public Optional<Duration> limit() {
    return limit;
  }
}
