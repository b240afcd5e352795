package io.github.lstmsweep.train;

import io.github.lstmsweep.trial.ShortestDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When a trial must stop. Reads a monotonic clock; nothing that is computed depends on it except
 * whether the trial ends in time.
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

  /** Starts to run now; never passes when {@code limit} is empty. */
  public static Deadline in(Optional<Duration> limit) {
    return in(limit, System::nanoTime);
  }

  /**
   * Starts to run now by a clock of one's own.
   *
   * @param clock nanoseconds since any moment; many threads read it
   */
  static Deadline in(Optional<Duration> limit, LongSupplier clock) {
    return new Deadline(limit, clock);
  }

  /** Whether more time has gone by than the limit. */
  public boolean passed() {
    return limit.isPresent() && goneNanos() > nanos(limit.get());
  }

  /**
   * How long until {@code grace} after the limit, which there must be; negative once it is over.
   */
  public long nanosLeftWith(Duration grace) {
    long left = nanos(limit.orElseThrow()) - goneNanos();
    return left + Math.min(nanos(grace), Long.MAX_VALUE - Math.max(0, left));
  }

  private long goneNanos() {
    return clock.getAsLong() - startNanos;
  }

  /** At most 292 years. */
  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  /** The limit for people, which there must be: {@code 5 s}. */
  public String shown() {
    return shown(limit.orElseThrow());
  }

  /** A duration for people: {@code 5 s}, {@code 0.01 s}. */
  public static String shown(Duration duration) {
    return ShortestDecimal.of(duration.toMillis() / 1e3).toPlainString() + " s";
  }

  /** The limit it was given. */
  public Optional<Duration> limit() {
    return limit;
  }
}
