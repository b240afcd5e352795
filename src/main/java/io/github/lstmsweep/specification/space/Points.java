package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.trial.Hyperparameter;
import java.util.List;
import java.util.stream.Stream;

/** Lists the points of a grid as positions on its axes. The last axis varies fastest. */
public final class Points {
  private Points() {}

  /** Returns all points in order, each as a new array with one position per axis. */
  public static Stream<int[]> of(List<SpaceAxis> axes) {
    return Stream.iterate(new int[axes.size()], point -> point != null, p -> next(axes, p));
  }

  /** Returns the value of {@code h} at a point. */
  static Object value(List<SpaceAxis> axes, int[] point, Hyperparameter h) {
    for (int a = 0; a < point.length; a++) {
      List<Object> values = axes.get(a).values().get(h);
      if (values != null) {
        return values.get(point[a]);
      }
    }
    throw new IllegalArgumentException("No axis has " + h.key());
  }

  /** Returns the point after this one, or null after the last. */
  private static int[] next(List<SpaceAxis> axes, int[] point) {
    int[] next = point.clone();
    for (int a = next.length - 1; a >= 0; a--) {
      if (++next[a] < axes.get(a).size()) {
        return next;
      }
      next[a] = 0;
    }
    return null;
  }
}
