package io.github.lstmsweep.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws some of many elements by chance. The same seed draws the same elements. */
public final class Draw {
  private Draw() {}

  /**
   * Returns {@code count} elements of {@code all}, or all if there are fewer, in the order of
   * {@code all}.
   *
   * @param seed decides which
   */
  public static <T> List<T> of(List<T> all, int count, long seed) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, new Random(seed));
    return places.stream().limit(count).sorted().map(all::get).toList();
  }
}
