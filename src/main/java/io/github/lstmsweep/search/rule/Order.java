package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts trials in the order of their scores. */
final class Order {
  private Order() {}

  /**
   * Returns the best trials, best first. Those of equal scores keep their order.
   *
   * @param scores of {@code trials}
   * @param count how many to return
   */
  static List<Integer> best(List<Integer> trials, double[] scores, int count) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < trials.size(); place++) {
      places.add(place);
    }
    places.sort(Comparator.comparingDouble(place -> scores[place]));
    return places.stream().limit(count).map(trials::get).toList();
  }

  /** Returns the numbers from 0 to below {@code count}. */
  static List<Integer> all(int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(i);
    }
    return all;
  }
}
