package io.github.lstmsweep.plan;

import java.util.List;
import java.util.PriorityQueue;

/**
 * A sweep as it would run if every trial took what is predicted: tasks start in their order, each
 * on the core that is free first, and have one core until they end.
 *
 * <p>Not in it: the start of Spark, what Spark needs to hand out a task, and that a trial borrows
 * cores of its own process which have become idle, so that a run may end before its makespan.
 *
 * @param cores that train
 * @param tasks groups of trials
 * @param makespanSeconds from the first start to the last end
 * @param lowerBoundSeconds below which no order could come, one core a trial: the mean work of a
 *     core, or the longest trial
 * @param idleTailSeconds at the end, from when a core has nothing more to do
 * @param busyShare of the cores' time, from 0 to 1
 */
public record SimulatedRun(
    int cores,
    int tasks,
    double makespanSeconds,
    double lowerBoundSeconds,
    double idleTailSeconds,
    double busyShare) {

  /** The run of a schedule's tasks, as {@link Grouping} cuts them, on as many cores. */
  public static SimulatedRun of(Schedule schedule, int cores) {
    List<Grouping.Task> tasks = Grouping.tasks(schedule, cores);
    PriorityQueue<Double> freeAt = new PriorityQueue<>();
    double last = 0;
    for (Grouping.Task task : tasks) {
      double start = freeAt.size() < cores ? 0 : freeAt.remove();
      freeAt.add(start + task.seconds());
      last = Math.max(last, start + task.seconds());
    }
    double firstFree = freeAt.size() < cores ? 0 : freeAt.element();
    double work = schedule.totalSeconds();
    double longest = schedule.seconds().stream().mapToDouble(s -> s).max().orElse(0);
    return new SimulatedRun(
        cores,
        tasks.size(),
        last,
        Math.max(work / cores, longest),
        last - firstFree,
        last > 0 ? Math.min(1, work / (cores * last)) : 1);
  }
}
