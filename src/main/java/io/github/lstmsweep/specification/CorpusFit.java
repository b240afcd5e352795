package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Problem;
import io.github.lstmsweep.specification.yaml.Shown;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether every window lies within the corpus. The last one starts at {@code train + validation +
 * test - 1}, takes {@code num_steps} tokens or {@code tau} values, and its last prediction is
 * checked against one more.
 */
final class CorpusFit {
  private CorpusFit() {}

  /** Tokens or values in a window. */
  static Hyperparameter length(Task task) {
    return task == Task.TIME_SERIES ? Hyperparameter.TAU : Hyperparameter.NUM_STEPS;
  }

  /**
   * What does not fit.
   *
   * @param size tokens or values of the corpus
   * @param lengths of windows
   */
  static List<Problem> problems(
      Task task, String corpus, long size, WindowCounts windows, List<?> lengths) {
    boolean series = task == Task.TIME_SERIES;
    String items = series ? "values" : "tokens";
    long longest = size - windows.count();
    if (longest < 1) {
      return List.of(
          Problem.cannotSet(
              "corpus",
              corpus,
              "a %s of at least %d %s for %s; it has %d, so take a longer %s or set windows"
                  .formatted(
                      series ? "series" : "text",
                      windows.count() + 1,
                      items,
                      windows.shown(),
                      size,
                      series ? "series" : "text")));
    }
    List<Problem> problems = new ArrayList<>();
    for (Object length : lengths) {
      if ((long) length > longest) {
        problems.add(
            Problem.cannotSet(
                length(task).key(),
                length,
                "at most %d, as corpus %s has %d %s for %d windows"
                    .formatted(longest, Shown.of(corpus), size, items, windows.count())));
      }
    }
    return problems;
  }
}
