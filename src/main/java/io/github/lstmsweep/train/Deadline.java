package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.canonical.ShortestDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time at which a trial must stop. It reads a monotonic clock. The clock decides only whether a
 * trial ends in time, and no result depends on it.
 */
public final class Deadline {
  private final Optional<Duration> limit;
  private final LongSupplier clock;
  private final long startNanos;

  private Deadline(Optional<Duration> limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    startNanos = clock.getAsLong();
  }

  /** Starts a deadline now. It never passes if {@code limit} is empty. */
  public static Deadline in(Optional<Duration> limit) {
    return in(limit, System::nanoTime);
  }

  /**
   * Starts a deadline now, with a clock that a test supplies.
   *
   * @param clock nanoseconds since any moment; many threads read it
   */
  static Deadline in(Optional<Duration> limit, LongSupplier clock) {
    return new Deadline(limit, clock);
  }

  /** Returns whether more time than the limit has passed. */
  public boolean passed() {
    return limit.isPresent() && goneNanos() > nanos(limit.get());
  }

  /**
   * Returns the nanoseconds until {@code grace} after the limit; negative after that. A limit must
   * exist.
   */
  public long nanosLeftWith(Duration grace) {
    long left = nanos(limit.orElseThrow()) - goneNanos();
    return left + Math.min(nanos(grace), Long.MAX_VALUE - Math.max(0, left));
  }

  private long goneNanos() {
    return clock.getAsLong() - startNanos;
  }

  /** Converts to nanoseconds, at most 292 years. */
  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  /** Returns the limit for people, such as {@code 5 s}. A limit must exist. */
  public String shown() {
    return shown(limit.orElseThrow());
  }

  /** Returns a duration for people, such as {@code 5 s} or {@code 0.01 s}. */
  public static String shown(Duration duration) {
    return ShortestDecimal.of(duration.toMillis() / 1e3).toPlainString() + " s";
  }

  /** Returns the limit that this deadline was made with. */
  public Optional<Duration> limit() {
    return limit;
  }
}
