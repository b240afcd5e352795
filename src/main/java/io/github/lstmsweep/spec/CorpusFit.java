package io.github.lstmsweep.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether every window lies within the corpus. The last one starts at {@code train + validation +
 * test - 1}, takes {@code num_steps} tokens, and its last prediction is checked against one more.
 */
final class CorpusFit {
  private CorpusFit() {}

  static List<String> problems(String corpus, long tokens, Windows windows, List<?> numSteps) {
    long longest = tokens - windows.count();
    if (longest < 1) {
      return List.of(
          Problems.cannotSet(
              "corpus",
              corpus,
              "a text of at least %d tokens for %s; it has %d, so take a longer text or set windows"
                  .formatted(windows.count() + 1, windows.shown(), tokens)));
    }
    List<String> problems = new ArrayList<>();
    for (Object steps : numSteps) {
      if ((long) steps > longest) {
        problems.add(
            Problems.cannotSet(
                "num_steps",
                steps,
                "at most %d, as corpus %s has %d tokens for %d windows"
                    .formatted(longest, Shown.of(corpus), tokens, windows.count())));
      }
    }
    return problems;
  }
}
