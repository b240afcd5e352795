package io.github.lstmsweep.spec;

/**
 * Which windows of the text are used; one starts at every token. The defaults are d2l.ai's.
 *
 * @param train starts 0 to {@code train - 1}
 * @param validation the starts that follow
 */
public record Windows(int train, int validation) {
  static final int MAX = 1_000_000_000;
  static final String BOUND = "a whole number from 1 to " + MAX;
  static final Windows DEFAULT = new Windows(10_000, 5_000);

  /** Refuses counts that are not positive. */
  public Windows {
    check("windows.train", train);
    check("windows.validation", validation);
  }

  /** Both together. */
  public long count() {
    return (long) train + validation;
  }

  private static void check(String key, int value) {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(Problems.cannotSet(key, value, BOUND));
    }
  }
}
