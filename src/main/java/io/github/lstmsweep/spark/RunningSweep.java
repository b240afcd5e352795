package io.github.lstmsweep.spark;

import io.github.lstmsweep.spark.task.SweepTasks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Waits while a sweep's Spark jobs run. */
final class RunningSweep {
  private static final long POLL_MILLIS = 20;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CANCEL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final JavaSparkContext spark;
  private final String group;
  private final SweepTasks tasks;
  private final SweepJobs jobs;
  private final SweepProgress progress;
  private final ExecutorWatch executors;
  private long ticked = System.nanoTime();

  RunningSweep(JavaSparkContext spark, String group, SweepTasks tasks, SweepJobs jobs) {
    this.spark = spark;
    this.group = group;
    this.tasks = tasks;
    this.jobs = jobs;
    this.progress = jobs.progress();
    this.executors = new ExecutorWatch(spark);
  }

  /** Whether the cluster ever had an executor; always true if Spark runs in this process. */
  boolean hadExecutors() {
    return executors.hasSeen();
  }

  /**
   * The limits that end a sweep early: its timeout and a stop. The clock starts with the
   * construction.
   */
  static final class Limit {
    private final Optional<Duration> timeout;
    private final BooleanSupplier stopped;
    private final long start = System.nanoTime();

    Limit(Optional<Duration> timeout, BooleanSupplier stopped) {
      this.timeout = timeout;
      this.stopped = stopped;
    }

    Optional<SweepEnd.Reason> reached() {
      if (stopped.getAsBoolean()) {
        return Optional.of(SweepEnd.Reason.INTERRUPTED);
      }
      return timeout
          .filter(limit -> Duration.ofNanos(System.nanoTime() - start).compareTo(limit) > 0)
          .map(limit -> SweepEnd.Reason.TIMED_OUT);
    }
  }

  /**
   * Waits for news. Cancels all jobs when {@code limit} is reached or this thread is interrupted.
   *
   * @return why the sweep ended; empty if it goes on
   */
  Optional<SweepEnd> await(BooleanSupplier news, Limit limit) {
    try {
      Optional<SweepEnd.Reason> reached = limit.reached();
      while (reached.isEmpty() && !news.getAsBoolean()) {
        step();
        reached = limit.reached();
      }
      return reached.map(this::cancel);
    } catch (InterruptedException e) {
      SweepEnd end = cancel(SweepEnd.Reason.INTERRUPTED);
      Thread.currentThread().interrupt();
      return Optional.of(end);
    }
  }

  private void step() throws InterruptedException {
    progress.handOn(POLL_MILLIS);
    long now = System.nanoTime();
    if (now - ticked >= TICK_NANOS) {
      progress.tick();
      executors.look().ifPresent(progress::waiting);
      ticked = now;
    }
  }

  /** Ends all jobs. */
  SweepEnd cancel(SweepEnd.Reason reason) {
    if (!spark.sc().isStopped()) {
      spark.cancelJobGroup(group);
    }
    // Spark ends a job at once, and its tasks when they notice.
    drain();
    SweepEnd end = progress.end(reason);
    // The last trial may have ended just before.
    return end.left() == 0 ? progress.end(SweepEnd.Reason.FINISHED) : end;
  }

  /** Waits until Spark's listener bus has reported the ends of all tasks. */
  void drain() {
    long end = System.nanoTime() + CANCEL_NANOS;
    try {
      while (System.nanoTime() < end && (jobs.areRunning() || tasks.running() > 0)) {
        progress.handOn(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.handOn();
  }
}
