package io.github.lstmsweep.compare.failure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The narrowest conjunctions that hold for every failed trial. On each factor they take exactly the
 * levels that failed trials have. A factor on which failed trials have all levels excludes nothing.
 * So there is one such conjunction per set of the remaining factors.
 */
final class TightBoxes {
  /** A conjunction and the number of different trials for which it holds. */
  private record Box(List<Condition> conditions, int others) {
    boolean hasSeed() {
      return conditions.stream().anyMatch(condition -> condition.factor().isSeed());
    }

    int length() {
      return conditions.stream().mapToInt(Condition::length).sum();
    }
  }

  private final List<Box> boxes;

  private TightBoxes(List<Box> boxes) {
    this.boxes = boxes;
  }

  /** Makes the conjunctions for all sets of factors. */
  static TightBoxes of(LabelledTrials trials) {
    List<Condition> narrow = new ArrayList<>();
    for (int f = 0; f < trials.factors().size(); f++) {
      List<Integer> levels = new ArrayList<>();
      for (int level = 0; level < trials.factors().get(f).size(); level++) {
        if (trials.having().get(f).get(level).intersects(trials.withStatus())) {
          levels.add(level);
        }
      }
      if (levels.size() < trials.factors().get(f).size()) {
        narrow.add(new Condition(trials.factors().get(f), levels));
      }
    }
    int[] others = others(trials, narrow);
    List<Box> boxes = new ArrayList<>();
    for (int set = 1; set < others.length; set++) {
      List<Condition> conditions = new ArrayList<>();
      for (int c = 0; c < narrow.size(); c++) {
        if ((set >> c & 1) == 1) {
          conditions.add(narrow.get(c));
        }
      }
      boxes.add(new Box(conditions, others[set]));
    }
    boxes.sort(
        Comparator.comparing(Box::hasSeed)
            .thenComparing(box -> box.conditions().size())
            .thenComparing(Box::length));
    return new TightBoxes(boxes);
  }

  /** Returns for each set of conditions how many trials without the status fulfil all of them. */
  private static int[] others(LabelledTrials trials, List<Condition> conditions) {
    int[] counts = new int[1 << conditions.size()];
    List<BitSet> holding = conditions.stream().map(trials::with).toList();
    for (int t = 0; t < trials.size(); t++) {
      if (!trials.withStatus().get(t)) {
        int set = 0;
        for (int c = 0; c < conditions.size(); c++) {
          set |= holding.get(c).get(t) ? 1 << c : 0;
        }
        counts[set]++;
      }
    }
    // A trial that fulfils a set of conditions also fulfils every smaller set.
    for (int c = 0; c < conditions.size(); c++) {
      for (int set = 0; set < counts.length; set++) {
        if ((set >> c & 1) == 0) {
          counts[set] += counts[set | 1 << c];
        }
      }
    }
    return counts;
  }

  /** Returns the shortest one that holds for no other trial. */
  Optional<List<Condition>> exact() {
    return boxes.stream().filter(box -> box.others() == 0).map(Box::conditions).findFirst();
  }

  /** Returns the shortest one without the seed that holds for the fewest other trials. */
  Optional<List<Condition>> narrowest() {
    return boxes.stream()
        .filter(box -> !box.hasSeed())
        .min(Comparator.comparingInt(Box::others))
        .map(Box::conditions);
  }
}
