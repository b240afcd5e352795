package io.github.lstmsweep.plan;

import java.util.List;
import java.util.PriorityQueue;

/**
 * Simulates a sweep in which every trial takes its predicted time. Each group is a task, which
 * starts in its order on the core that is free first and keeps it to its end.
 *
 * <p>The simulation leaves out the start of Spark and the time that Spark needs to hand out a task.
 * It also leaves out that a trial borrows idle cores of its own process, so a real run may end
 * before the makespan.
 *
 * @param cores number of cores that train
 * @param tasks number of groups of trials
 * @param makespanSeconds from the first start to the last end
 * @param lowerBoundSeconds of every order with one core per trial: the mean work per core, or the
 *     longest trial
 * @param idleTailSeconds at the end, after the first core has nothing more to do
 * @param busyShare of the cores' time, from 0 to 1
 */
public record SimulatedRun(
    int cores,
    int tasks,
    double makespanSeconds,
    double lowerBoundSeconds,
    double idleTailSeconds,
    double busyShare) {

  /** Simulates the groups of a schedule, as {@link Grouping} makes them, on {@code cores} cores. */
  public static SimulatedRun of(Schedule schedule, int cores) {
    List<Grouping.Group> groups = Grouping.groups(schedule, cores);
    PriorityQueue<Double> freeAt = new PriorityQueue<>();
    double last = 0;
    for (Grouping.Group group : groups) {
      double start = freeAt.size() < cores ? 0 : freeAt.remove();
      freeAt.add(start + group.seconds());
      last = Math.max(last, start + group.seconds());
    }
    double firstFree = freeAt.size() < cores ? 0 : freeAt.element();
    double work = schedule.totalSeconds();
    double longest = schedule.seconds().stream().mapToDouble(s -> s).max().orElse(0);
    return new SimulatedRun(
        cores,
        groups.size(),
        last,
        Math.max(work / cores, longest),
        last - firstFree,
        last > 0 ? Math.min(1, work / (cores * last)) : 1);
  }
}
