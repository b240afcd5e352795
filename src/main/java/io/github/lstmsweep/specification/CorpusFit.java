package io.github.lstmsweep.specification;

import io.github.lstmsweep.specification.yaml.Problem;
import io.github.lstmsweep.specification.yaml.Shown;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that every window lies within the corpus. The last window starts at {@code train +
 * validation + test - 1} and takes {@code num_steps} tokens or {@code tau} values. Its last
 * prediction is compared with one more token or value.
 */
final class CorpusFit {
  private CorpusFit() {}

  /** Returns the hyperparameter that holds the length of a window, in tokens or values. */
  static Hyperparameter length(Task task) {
    return task == Task.TIME_SERIES ? Hyperparameter.TAU : Hyperparameter.NUM_STEPS;
  }

  /**
   * Returns the problems: a corpus that is too short, or each window length that does not fit. The
   * list is empty if everything fits.
   *
   * @param size tokens or values of the corpus
   * @param lengths window lengths to check, in tokens or values
   */
  static List<Problem> problems(
      Task task, String corpus, long size, WindowCounts windows, List<?> lengths) {
    boolean series = task == Task.TIME_SERIES;
    String items = series ? "values" : "tokens";
    long longest = size - windows.count();
    long shortest = lengths.stream().mapToLong(length -> (long) length).min().orElse(1);
    if (longest < 1) {
      return List.of(
          Problem.cannotSet(
              "corpus",
              corpus,
              "a %s of at least %d %s for %s; it has %d, so take a longer %s or set windows"
                  .formatted(
                      series ? "series" : "text",
                      windows.count() + shortest,
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
