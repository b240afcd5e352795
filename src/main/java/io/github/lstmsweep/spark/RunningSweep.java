package io.github.lstmsweep.spark;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** A sweep's Spark job from its submission to its end. */
final class RunningSweep {
  private static final long POLL_MILLIS = 100;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long CANCEL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final JavaSparkContext spark;
  private final String group;
  private final JavaFutureAction<Void> job;
  private final SweepTasks tasks;
  private final SweepProgress progress;

  RunningSweep(
      JavaSparkContext spark,
      String group,
      JavaFutureAction<Void> job,
      SweepTasks tasks,
      SweepProgress progress) {
    this.spark = spark;
    this.tasks = tasks;
    this.group = group;
    this.job = job;
    this.progress = progress;
  }

  /**
   * Waits for the job, and cancels it when {@code timeout} passes, {@code stopped} says so or this
   * thread is interrupted.
   *
   * @throws ExecutionException where Spark gave the job up
   */
  SweepEnd await(Optional<Duration> timeout, BooleanSupplier stopped) throws ExecutionException {
    long start = System.nanoTime();
    long ticked = start;
    try {
      while (!job.isDone()) {
        progress.handOn(POLL_MILLIS);
        long now = System.nanoTime();
        if (now - ticked >= TICK_NANOS) {
          progress.tick();
          ticked = now;
        }
        if (stopped.getAsBoolean()) {
          return cancel(SweepEnd.Reason.INTERRUPTED);
        }
        if (timeout.isPresent() && now - start > timeout.get().toNanos()) {
          return cancel(SweepEnd.Reason.TIMED_OUT);
        }
      }
      job.get();
    } catch (InterruptedException e) {
      SweepEnd end = cancel(SweepEnd.Reason.INTERRUPTED);
      Thread.currentThread().interrupt();
      return end;
    } catch (ExecutionException e) {
      progress.handOn();
      if (!spark.sc().isStopped()) {
        throw e;
      }
      return progress.end(SweepEnd.Reason.INTERRUPTED);
    }
    progress.handOn();
    return progress.end(SweepEnd.Reason.FINISHED);
  }

  private SweepEnd cancel(SweepEnd.Reason reason) {
    spark.cancelJobGroup(group);
    try {
      // Spark ends the job at once and its tasks when they take notice.
      long end = System.nanoTime() + CANCEL_NANOS;
      while (System.nanoTime() < end && (!job.isDone() || tasks.running() > 0)) {
        progress.handOn(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    progress.handOn();
    SweepEnd end = progress.end(reason);
    // The last trial may have ended just before.
    return end.left() == 0 ? progress.end(SweepEnd.Reason.FINISHED) : end;
  }
}
