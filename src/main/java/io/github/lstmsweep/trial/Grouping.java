package io.github.lstmsweep.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * Which trials go to a core together: those predicted under a second, until they make a few, so
 * that handing them out costs little beside them. Never so many that cores would stand idle at the
 * end: a group is at most a share of what is left, as in guided self-scheduling (Polychronopoulos
 * and Kuck 1987).
 */
public final class Grouping {
  /** Predicted seconds from which on a trial goes alone. */
  private static final double LONG = 1;

  /** Predicted seconds that a group does not exceed. */
  private static final double MOST = 8;

  /** Groups that each core still has before it when one is cut. */
  private static final int GROUPS_LEFT = 4;

  private Grouping() {}

  /** The groups of a schedule, in its order, for as many cores. */
  public static List<List<Trial>> of(Schedule schedule, int cores) {
    List<List<Trial>> groups = new ArrayList<>();
    List<Trial> trials = schedule.trials();
    double left = schedule.totalSeconds();
    int next = 0;
    while (next < trials.size()) {
      // The first is the longest: where it goes alone, so does every other like it.
      double limit =
          schedule.seconds().get(next) < LONG
              ? Math.min(MOST, left / ((double) cores * GROUPS_LEFT))
              : 0;
      double seconds = schedule.seconds().get(next);
      int end = next + 1;
      while (end < trials.size() && seconds + schedule.seconds().get(end) <= limit) {
        seconds += schedule.seconds().get(end);
        end++;
      }
      groups.add(List.copyOf(trials.subList(next, end)));
      left -= seconds;
      next = end;
    }
    return groups;
  }
}
