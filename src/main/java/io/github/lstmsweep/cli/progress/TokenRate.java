package io.github.lstmsweep.cli.progress;

import java.util.ArrayDeque;

/**
 * The tokens that a whole sweep trains per second, over about the last half minute. So it follows
 * changes and does not jump with each heartbeat of an executor. Not thread-safe.
 */
final class TokenRate {
  private static final double WINDOW_SECONDS = 30;
  private static final double LEAST_SECONDS = 1;

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  private record Sample(double seconds, long tokens) {}

  TokenRate() {
    samples.add(new Sample(0, 0));
  }

  /**
   * Returns the rate; NaN if nothing is known yet.
   *
   * @param seconds since the run began; never less than before
   * @param tokens trained since the run began
   */
  double at(double seconds, long tokens) {
    while (samples.size() > 1 && samples.getFirst().seconds() < seconds - WINDOW_SECONDS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    if (seconds - samples.getLast().seconds() >= LEAST_SECONDS) {
      samples.add(new Sample(seconds, tokens));
    }
    double passed = seconds - first.seconds();
    return tokens > first.tokens() && passed >= LEAST_SECONDS
        ? (tokens - first.tokens()) / passed
        : Double.NaN;
  }
}
