package io.github.lstmsweep.plan;

/** The cost of the least-squares linear forecast that a network's forecast is compared with. */
public final class LinearFit {
  /** The largest number of multiply-adds of a fit that is made; they take seconds. */
  private static final double MOST_WORK = 4e9;

  private LinearFit() {}

  /**
   * Returns whether the fit is made with {@code numbers} per window. A larger fit would take longer
   * than a trial.
   */
  public static boolean isMade(int trainWindows, long numbers) {
    return 3.0 * trainWindows * (numbers + 2.0) * (numbers + 2.0) / 2 <= MOST_WORK;
  }

  /** Returns the bytes of heap that the fit needs; 0 if it is not made. */
  public static long heapBytes(int trainWindows, long numbers) {
    return isMade(trainWindows, numbers) ? 8 * (numbers + 1) * (numbers + 2) : 0;
  }
}
