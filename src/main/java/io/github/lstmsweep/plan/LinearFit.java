package io.github.lstmsweep.plan;

/** The least-squares linear forecast beside which a network's stands, as far as it costs. */
public final class LinearFit {
  /** Multiply-adds of a fit that is still made: seconds. */
  private static final double MOST_WORK = 4e9;

  private LinearFit() {}

  /** Whether it is made, of {@code tau} values a window: else it takes longer than a trial. */
  public static boolean isMade(int trainWindows, int tau) {
    return 3.0 * trainWindows * (tau + 2.0) * (tau + 2.0) / 2 <= MOST_WORK;
  }

  /** The bytes that it needs while it is made. */
  public static long heapBytes(int trainWindows, int tau) {
    return isMade(trainWindows, tau) ? 8 * (tau + 1L) * (tau + 2L) : 0;
  }
}
