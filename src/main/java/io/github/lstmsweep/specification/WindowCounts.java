package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.trial.Task;

/**
 * Which windows of the corpus are used; one starts at every token or value. The defaults are
 * d2l.ai's.
 *
 * @param train starts 0 to {@code train - 1}
 * @param validation the starts that follow
 * @param test the starts that follow those; 0 for none
 */
public record WindowCounts(int train, int validation, int test) {
  static final int MAX = 1_000_000_000;
  static final String BOUND = "a whole number from 1 to " + MAX;
  static final String TEST_BOUND = "a whole number from 0 to " + MAX;

  /** Of chapters 10.1 and 9.1. */
  static WindowCounts defaultOf(Task task) {
    return switch (task) {
      case LANGUAGE_MODEL -> new WindowCounts(10_000, 5_000);
      case TIME_SERIES -> new WindowCounts(600, 396);
    };
  }

  /** Windows of which none test. */
  public WindowCounts(int train, int validation) {
    this(train, validation, 0);
  }

  /** Refuses counts that are not positive, and a negative one of test windows. */
  public WindowCounts {
    check("windows.train", train, 1, BOUND);
    check("windows.validation", validation, 1, BOUND);
    check("windows.test", test, 0, TEST_BOUND);
  }

  /** All together. */
  public long count() {
    return (long) train + validation + test;
  }

  /** {@code 64 training and 32 validation windows}; test windows too where there are any. */
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
