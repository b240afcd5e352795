package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
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

  /**
   * Trials of a schedule that go to a core together.
   *
   * @param from the first, by its place
   * @param to the place behind the last
   * @param seconds predicted for all of them
   */
  record Task(int from, int to, double seconds) {}

  /** The groups of a schedule, in its order, for as many cores. */
  public static List<List<Trial>> of(Schedule schedule, int cores) {
    return tasks(schedule, cores).stream()
        .map(task -> List.copyOf(schedule.trials().subList(task.from(), task.to())))
        .toList();
  }

  /** The same as places in the schedule. */
  static List<Task> tasks(Schedule schedule, int cores) {
    List<Task> tasks = new ArrayList<>();
    int count = schedule.trials().size();
    double left = schedule.totalSeconds();
    int next = 0;
    while (next < count) {
      // The first is the longest: where it goes alone, so does every other like it.
      double limit =
          schedule.seconds().get(next) < LONG
              ? Math.min(MOST, left / ((double) cores * GROUPS_LEFT))
              : 0;
      double seconds = schedule.seconds().get(next);
      int end = next + 1;
      while (end < count && seconds + schedule.seconds().get(end) <= limit) {
        seconds += schedule.seconds().get(end);
        end++;
      }
      tasks.add(new Task(next, end, seconds));
      left -= seconds;
      next = end;
    }
    return tasks;
  }
}
