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
 * @param training core-seconds of trials in training
 * @param startUp core-seconds until the first task: Java, Spark, the corpus, the plan
 * @param publishing core-seconds of publishing rows while the core trained nothing
 * @param idleTail core-seconds of cores without tasks while others still trained
 * @param scheduling the remaining core-seconds: handing tasks out, claiming trials
 * @param atBestSeconds the lower bound: all training spread over all cores, or the longest trial
 * @param publishedSeconds the 99th percentile of the time from the end of a training until its row
 *     was in the table
 */
public record WallTime(
    int cores,
    double seconds,
    double training,
    double startUp,
    double publishing,
    double idleTail,
    double scheduling,
    double atBestSeconds,
    double publishedSeconds) {

  /**
   * The durations that the trials of a run reported.
   *
   * @param training seconds of all trials
   * @param longest seconds of the longest trial
   * @param published seconds from the end of each training until its row was in the table
   */
  record Work(double training, double longest, List<Double> published) {
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
   */
  static WallTime of(int cores, long startMillis, List<SweepTasks.Span> spans, Work work) {
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
    double idle = Math.max(0, cores * (double) (last - lastLaunch) - busyInTail) / 1e3;
    double startUp = cores * Math.max(0, first - startMillis) / 1e3;
    double seconds = Math.max(0, last - startMillis) / 1e3;
    double rest = Math.max(0, cores * (last - first) / 1e3 - work.training() - idle);
    double publishing = Math.min(rest, work.publishing());
    return new WallTime(
        cores,
        seconds,
        work.training(),
        startUp,
        publishing,
        idle,
        rest - publishing,
        Math.max(work.training() / cores, work.longest()),
        work.publishedOf99());
  }
}
