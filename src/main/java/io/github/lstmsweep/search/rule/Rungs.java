package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.List;

/** The epochs at which a rule decides: from the first one on times a factor, and the last one. */
final class Rungs {
  private Rungs() {}

  /**
   * Returns the epochs, ascending.
   *
   * @param first at least 1
   * @param factor at least 2
   * @param last the epochs of a whole trial
   */
  static List<Integer> of(int first, int factor, int last) {
    List<Integer> rungs = new ArrayList<>();
    for (long epoch = first; epoch < last; epoch *= factor) {
      rungs.add((int) epoch);
    }
    rungs.add(last);
    return rungs;
  }
}
