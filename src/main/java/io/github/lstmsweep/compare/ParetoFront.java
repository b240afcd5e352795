package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The trials that no other trial beats in both cost and score. A trial is beaten if another one is
 * no worse in both and better in one (Pareto dominance). Trials with equal costs and scores beat
 * each other in neither, so all of them stay.
 *
 * @param cost the measure that was paid
 * @param points from the lowest cost to the lowest score
 */
public record ParetoFront(Measure cost, List<Point> points) {
  /** Copies the points. */
  public ParetoFront {
    points = List.copyOf(points);
  }

  /**
   * A trial of the front.
   *
   * @param cost in seconds or tokens
   * @param score its validation score
   */
  public record Point(TrialRow row, double cost, double score) {}

  /** Returns the front of the trials that have both a cost and a score. */
  public static ParetoFront of(List<TrialRow> rows, Measure cost) {
    List<Point> all = new ArrayList<>();
    for (TrialRow row : rows) {
      if (cost.of(row).isPresent() && Measure.SCORE.of(row).isPresent()) {
        all.add(new Point(row, cost.of(row).getAsDouble(), Measure.SCORE.of(row).getAsDouble()));
      }
    }
    all.sort(
        Comparator.comparingDouble(Point::cost)
            .thenComparingDouble(Point::score)
            .thenComparing(point -> point.row().id().hex()));
    List<Point> front = new ArrayList<>();
    for (Point point : all) {
      // Everything before it costs at most as much, and the last of the front scores lowest.
      Point last = front.isEmpty() ? null : front.get(front.size() - 1);
      if (last == null
          || point.score() < last.score()
          || (point.score() == last.score() && point.cost() == last.cost())) {
        front.add(point);
      }
    }
    return new ParetoFront(cost, front);
  }
}
