package io.github.lstmsweep.spark;

import io.github.lstmsweep.spark.task.SweepTasks;
import java.util.Comparator;
import java.util.List;

/**
 * How a run spent its time, in core-seconds. The time of each core runs from the start of the
 * process to the end of the last task.
 *
 * @param cores number of cores that trained
 * @param seconds from start to end
 * @param spent the core-seconds by their use
 * @param atBestSeconds the lower bound: all training spread over all cores, or the longest trial
 * @param publishedSeconds the 99th percentile of the time from the end of a training until its row
 *     was in the table
 * @param processors the processor time of this process, as a share of all core-seconds; NaN if
 *     other processes trained
 */
public record WallTime(
    int cores,
    double seconds,
    Spent spent,
    double atBestSeconds,
    double publishedSeconds,
    double processors) {

  /**
   * Core-seconds by their use.
   *
   * @param training trials in training, on their own cores and on borrowed ones
   * @param startUp until the first task: Java, Spark, the corpus, the plan
   * @param searching decisions of the search while the core trained nothing
   * @param publishing rows being published while the core trained nothing
   * @param idleTail cores without tasks while others still trained
   * @param scheduling the rest: handing tasks out, claiming trials
   */
  public record Spent(
      double training,
      double startUp,
      double searching,
      double publishing,
      double idleTail,
      double scheduling) {}

  /**
   * The durations that the trials of a run reported.
   *
   * @param training seconds of all trials
   * @param borrowed core-seconds that trials had on cores without a task
   * @param searching seconds of the search's decisions
   * @param longest seconds of the longest trial
   * @param published seconds from the end of each training until its row was in the table
   */
  record Work(
      double training, double borrowed, double searching, double longest, List<Double> published) {
    /** Sorts {@code published}. */
    Work {
      published = published.stream().sorted().toList();
    }

    double publishing() {
      return published.stream().mapToDouble(Double::doubleValue).sum();
    }

    /**
     * Returns the smallest of {@code published} that 99 in 100 do not exceed; 0 if there are none.
     */
    double publishedOf99() {
      int rank = (int) Math.ceil(published.size() * 0.99);
      return published.isEmpty() ? 0 : published.get(rank - 1);
    }
  }

  /**
   * Computes the times of tasks that ran on {@code cores} cores.
   *
   * @param startMillis start of the process, in milliseconds since 1970
   * @param spans start and end of every task; at least one
   * @param processors processor time as a share of all core-seconds; NaN if it is not known
   */
  static WallTime of(
      int cores, long startMillis, List<SweepTasks.Span> spans, Work work, double processors) {
    long first = spans.stream().mapToLong(SweepTasks.Span::launched).min().orElseThrow();
    long last = spans.stream().mapToLong(SweepTasks.Span::finished).max().orElseThrow();
    // Once the last task is on a core, a core whose task ends has nothing to do.
    long lastLaunch =
        spans.stream()
            .max(Comparator.comparingLong(SweepTasks.Span::launched))
            .orElseThrow()
            .launched();
    double busyInTail =
        spans.stream()
            .mapToDouble(s -> Math.max(0, s.finished() - Math.max(s.launched(), lastLaunch)))
            .sum();
    double withoutTask = Math.max(0, cores * (double) (last - lastLaunch) - busyInTail) / 1e3;
    double idle = Math.max(0, withoutTask - work.borrowed());
    double startUp = cores * Math.max(0, first - startMillis) / 1e3;
    double seconds = Math.max(0, last - startMillis) / 1e3;
    double training = work.training() + work.borrowed();
    double rest = Math.max(0, cores * (last - first) / 1e3 - training - idle);
    double searching = Math.min(rest, work.searching());
    double publishing = Math.min(rest - searching, work.publishing());
    return new WallTime(
        cores,
        seconds,
        new Spent(training, startUp, searching, publishing, idle, rest - searching - publishing),
        Math.max(training / cores, work.longest()),
        work.publishedOf99(),
        processors);
  }
}
