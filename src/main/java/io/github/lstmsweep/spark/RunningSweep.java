package io.github.lstmsweep.spark;

import io.github.lstmsweep.spark.task.SweepTasks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** Waits while a sweep's Spark jobs run, one after the other. */
final class RunningSweep {
  private static final long POLL_MILLIS = 20;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CANCEL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final JavaSparkContext spark;
  private final String group;
  private final SweepTasks tasks;
  private final SweepProgress progress;
  private final ExecutorWatch executors;
  private long ticked = System.nanoTime();

  RunningSweep(JavaSparkContext spark, String group, SweepTasks tasks, SweepProgress progress) {
    this.spark = spark;
    this.group = group;
    this.tasks = tasks;
    this.progress = progress;
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
   * Waits for a job, and cancels it when {@code limit} is reached or this thread is interrupted.
   *
   * @return why it ended; FINISHED if the job finished, even if another driver still has some
   *     trials
   * @throws ExecutionException if Spark gave up the job
   */
  SweepEnd await(JavaFutureAction<Void> job, Limit limit) throws ExecutionException {
    try {
      while (!job.isDone()) {
        step();
        Optional<SweepEnd.Reason> reached = limit.reached();
        if (reached.isPresent()) {
          return cancel(job, reached.get());
        }
      }
      job.get();
      // The listener bus may still have to report when the last tasks ended.
      drain(job);
    } catch (InterruptedException e) {
      SweepEnd end = cancel(job, SweepEnd.Reason.INTERRUPTED);
      Thread.currentThread().interrupt();
      return end;
    } catch (ExecutionException e) {
      progress.handOn();
      // If no executor starts, the cluster gives up the application, and its driver stops Spark.
      if (!spark.sc().isStopped() || !hadExecutors()) {
        throw e;
      }
      return progress.end(SweepEnd.Reason.INTERRUPTED);
    }
    progress.handOn();
    return progress.end(SweepEnd.Reason.FINISHED);
  }

  /** Waits for {@code time} without a job. Returns the end of the sweep if it ended meanwhile. */
  Optional<SweepEnd> pause(Duration time, Limit limit) {
    long end = System.nanoTime() + time.toNanos();
    try {
      while (System.nanoTime() < end) {
        step();
        Optional<SweepEnd.Reason> reached = limit.reached();
        if (reached.isPresent()) {
          return reached.map(progress::end);
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(progress.end(SweepEnd.Reason.INTERRUPTED));
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

  private SweepEnd cancel(JavaFutureAction<Void> job, SweepEnd.Reason reason) {
    spark.cancelJobGroup(group);
    try {
      // Spark ends the job at once, and its tasks when they notice.
      drain(job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.handOn();
    SweepEnd end = progress.end(reason);
    // The last trial may have ended just before.
    return end.left() == 0 ? progress.end(SweepEnd.Reason.FINISHED) : end;
  }

  private void drain(JavaFutureAction<Void> job) throws InterruptedException {
    long end = System.nanoTime() + CANCEL_NANOS;
    while (System.nanoTime() < end && (!job.isDone() || tasks.running() > 0)) {
      progress.handOn(POLL_MILLIS);
    }
  }
}
