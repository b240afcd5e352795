package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups the trials that one core receives together. Trials that are predicted to take less than a
 * second are grouped until they take a few, so that handing them out costs little. A group is at
 * most a share of the remaining work, so that no core is idle at the end. This is guided
 * self-scheduling (Polychronopoulos and Kuck 1987).
 */
public final class Grouping {
  /** Predicted seconds from which a trial goes alone. */
  private static final double LONG = 1;

  /** Predicted seconds that a group never exceeds. */
  private static final double MOST = 8;

  /** The number of groups that each core still has ahead when a group is cut. */
  private static final int GROUPS_LEFT = 4;

  private Grouping() {}

  /**
   * Trials of a schedule that go to a core together.
   *
   * @param from place of the first trial
   * @param to place after the last trial
   * @param seconds predicted for all of them
   */
  record Group(int from, int to, double seconds) {}

  /** Returns the groups of a schedule for {@code cores} cores, in the schedule's order. */
  public static List<List<Trial>> of(Schedule schedule, int cores) {
    return groups(schedule, cores).stream()
        .map(group -> List.copyOf(schedule.trials().subList(group.from(), group.to())))
        .toList();
  }

  /** Returns the groups of a schedule for {@code cores} cores, as places in the schedule. */
  static List<Group> groups(Schedule schedule, int cores) {
    List<Group> groups = new ArrayList<>();
    int count = schedule.trials().size();
    double left = schedule.totalSeconds();
    int next = 0;
    while (next < count) {
      // A trial that must go alone has the limit 0.
      double limit =
          schedule.seconds().get(next) < LONG
              ? Math.min(MOST, left / ((double) cores * GROUPS_LEFT))
              : 0;
      double seconds = schedule.seconds().get(next);
      int end = next + 1;
      while (end < count
          && schedule.seconds().get(end) < LONG
          && seconds + schedule.seconds().get(end) <= limit) {
        seconds += schedule.seconds().get(end);
        end++;
      }
      groups.add(new Group(next, end, seconds));
      left -= seconds;
      next = end;
    }
    return groups;
  }
}
