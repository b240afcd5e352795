package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.trial.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Puts trials in the order of their scores. */
public final class Order {
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

  /** Returns a seed as a part of a rule's name; the usual one, 0, is not told. */
  static String named(long seed) {
    return seed == 0 ? "" : ", seed " + seed;
  }

  /** Returns the numbers from 0 to below {@code count}. */
  static List<Integer> all(int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(i);
    }
    return all;
  }

  /**
   * Returns the order in which trials begin: the included ones, and then all others in an order
   * that is as good as random.
   */
  static List<Integer> ofBeginning(Trainees trainees, long seed) {
    int included = trainees.included();
    List<Integer> order = all(included);
    shuffled(trainees.size() - included, seed).forEach(other -> order.add(included + other));
    return order;
  }

  /**
   * Returns the numbers from 0 to below {@code count} in an order that is as good as random.
   * Neighbours in a plan are alike, so a rule that begins with a part of it would meet one kind.
   *
   * @param seed equal seeds give equal orders on every machine
   */
  public static List<Integer> shuffled(int count, long seed) {
    RandomStream random = RandomStream.ofOrder(seed);
    List<Integer> order = all(count);
    for (int last = count - 1; last > 0; last--) {
      Collections.swap(order, last, random.nextBelow(last + 1));
    }
    return order;
  }
}
