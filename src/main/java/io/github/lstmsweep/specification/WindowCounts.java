package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.trial.Task;

/**
 * The windows of the corpus that are used. A window starts at every token or value. The defaults
 * are d2l.ai's.
 *
 * @param train training windows, with the starts 0 to {@code train - 1}
 * @param validation windows with the starts that follow
 * @param test windows with the starts after those; 0 for none
 */
public record WindowCounts(int train, int validation, int test) {
  static final int MAX = 1_000_000_000;
  static final String BOUND = "a whole number from 1 to " + MAX;
  static final String TEST_BOUND = "a whole number from 0 to " + MAX;

  /** Returns the defaults of d2l.ai, chapters 10.1 and 9.1. */
  static WindowCounts defaultOf(Task task) {
    return switch (task) {
      case LANGUAGE_MODEL -> new WindowCounts(10_000, 5_000);
      case TIME_SERIES -> new WindowCounts(600, 396);
    };
  }

  /** Makes counts without test windows. */
  public WindowCounts(int train, int validation) {
    this(train, validation, 0);
  }

  /** Refuses counts that are not positive, and a negative number of test windows. */
  public WindowCounts {
    check("windows.train", train, 1, BOUND);
    check("windows.validation", validation, 1, BOUND);
    check("windows.test", test, 0, TEST_BOUND);
  }

  /** Returns the number of all windows together. */
  public long count() {
    return (long) train + validation + test;
  }

  /**
   * Returns text such as {@code 64 training and 32 validation windows}; it names test windows only
   * if there are any.
   */
  String shown() {
    return test == 0
        ? "%d training and %d validation windows".formatted(train, validation)
        : "%d training, %d validation and %d test windows".formatted(train, validation, test);
  }

  private static void check(String key, int value, int least, String bound) {
    if (value < least || value > MAX) {
      throw new IllegalArgumentException(Problems.cannotSet(key, value, bound));
    }
  }
}
