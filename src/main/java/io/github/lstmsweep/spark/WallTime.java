package io.github.lstmsweep.spark;

import io.github.lstmsweep.spark.task.SweepTasks;
import java.util.Comparator;
import java.util.List;

/**
 * Where the time of a run went, as core-seconds: of each core, from the start of the process to the
 * end of the last task.
 *
 * @param cores that trained
 * @param seconds from start to end
 * @param training by trials
 * @param startUp until the first task: Java, Spark, the corpus, the plan
 * @param publishing of rows, as far as no training went on beside it
 * @param idleTail on cores that had no more tasks while others still trained
 * @param scheduling the rest: handing tasks out, claiming trials
 * @param atBestSeconds the lower bound: all training spread over all cores, or the longest trial
 * @param publishedSeconds from the end of a training until its row was in the table, of 99 in 100
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
   * What the trials of a run say of themselves.
   *
   * @param training seconds of all
   * @param longest seconds of the longest
   * @param published seconds from the end of each training until its row was in the table
   */
  record Work(double training, double longest, List<Double> published) {
    /** Keeps them in order. */
    Work {
      published = published.stream().sorted().toList();
    }

    double publishing() {
      return published.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The smallest that 99 in 100 do not exceed. */
    double publishedOf99() {
      int rank = (int) Math.ceil(published.size() * 0.99);
      return published.isEmpty() ? 0 : published.get(rank - 1);
    }
  }

  /**
   * Of tasks that ran on {@code cores}.
   *
   * @param startMillis when the process started
   * @param spans of all tasks, at least one
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
