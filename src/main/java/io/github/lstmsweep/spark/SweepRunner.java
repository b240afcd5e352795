package io.github.lstmsweep.spark;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.task.Acknowledgements;
import io.github.lstmsweep.spark.task.RunningTrials;
import io.github.lstmsweep.spark.task.SentCorpusSet;
import io.github.lstmsweep.spark.task.SweepTasks;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.spark.task.TaskOrder;
import io.github.lstmsweep.spark.task.TrialTask;
import io.github.lstmsweep.train.engine.TrialTrainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs trials on Spark, on the driver. A job is one stage without a shuffle; a task has one trial
 * or a few short ones. Executors publish their own rows, so that a killed driver loses no finished
 * trial. A search is asked for further trials when a core will soon have none.
 */
public final class SweepRunner {
  /** The requirements of an executor, for the message to users whose executors do not start. */
  public static final String EXECUTORS_NEED =
      "Java 17 or newer, for Spark 4 with the module jdk.incubator.vector"
          + " (spark.executorEnv.JAVA_HOME names one), and no more cores and memory than a worker"
          + " has free; the cluster's pages have what they print";

  /** Parts of the messages of an older Java about classes and lambdas of this one. */
  private static final List<String> JAVA_TOO_OLD =
      List.of(UnsupportedClassVersionError.class.getName(), "unread block data");

  private final JavaSparkContext spark;
  private final TrialTable table;
  private final TrialTrainer trainer;
  private volatile boolean stopped;
  private double searchSeconds;

  /**
   * Makes a runner that trains with {@code trainer} on {@code spark}'s executors, into {@code
   * table}.
   */
  public SweepRunner(JavaSparkContext spark, TrialTable table, TrialTrainer trainer) {
    this.spark = spark;
    this.table = table;
    this.trainer = trainer;
  }

  /** Ends a run in another thread. Its trials stop, and its rows stay. */
  public void stop() {
    stopped = true;
  }

  /**
   * Trains every trial of {@code sweep}. The caller must leave out the trials that are already in
   * the table. Returns when all have rows, when the sweep's timeout passes, after {@link #stop}, or
   * when this thread is interrupted.
   *
   * @throws UserException if the table cannot be written, or if the executors cannot run trials
   */
  public SweepEnd run(SweepWork sweep, CorpusSet corpora, SweepListener listener) {
    if (sweep.first().trials().isEmpty()) {
      return SweepEnd.nothing();
    }
    searchSeconds = 0;
    String run = UUID.randomUUID().toString();
    String group = "lstm-sweep-" + run;
    SweepProgress progress = new SweepProgress(sweep.first().trials().size(), listener);
    SweepTasks tasks = new SweepTasks(group);
    Acknowledgements acknowledgements = new Acknowledgements(progress::acknowledged);
    RunningTrials inTraining = RunningTrials.of(run, progress::progressed);
    spark.sc().register(acknowledgements, Acknowledgements.NAME);
    spark.sc().register(inTraining);
    spark.sc().addSparkListener(tasks);
    SentCorpusSet data = SentCorpusSet.send(spark, corpora);
    Broadcast<TrialTable> place = spark.broadcast(table);
    TrialTask.Shared shared = new TrialTask.Shared(data, place);
    TrialTask.Reports reports = new TrialTask.Reports(acknowledgements, inTraining);
    Function<SweepWork.Round, TrialTask> task =
        round -> new TrialTask(sweep, round, run, trainer, shared, reports);
    SweepJobs jobs =
        new SweepJobs(
            spark,
            table,
            new SweepJobs.Plan(sweep.name(), task, TaskOrder.Packs.of(trainer)),
            tasks,
            progress);
    RunningSweep running = new RunningSweep(spark, group, tasks, jobs);
    try {
      spark.setJobGroup(group, sweep.name(), true);
      spark.setCallSite("train the trials of " + sweep.name());
      spark.addJobTag(sweep.name());
      return train(running, jobs, sweep).with(wallTime(tasks, progress));
    } finally {
      if (jobs.areRunning()) {
        // An exception ended the sweep, and no job may outlive it.
        running.cancel(SweepEnd.Reason.INTERRUPTED);
      }
      spark.setLocalProperty(SweepTasks.JOB, null);
      spark.clearJobGroup();
      spark.removeJobTag(sweep.name());
      spark.clearCallSite();
      spark.sc().removeSparkListener(tasks);
      inTraining.close();
      data.unpersist();
      place.unpersist();
    }
  }

  private SweepEnd train(RunningSweep running, SweepJobs jobs, SweepWork sweep) {
    RunningSweep.Limit limit = new RunningSweep.Limit(sweep.sweepTimeout(), () -> stopped);
    SweepProgress progress = jobs.progress();
    jobs.submit(sweep.first());
    int number = 1;
    int rows = 0;
    while (true) {
      int before = rows;
      BooleanSupplier mayAsk = () -> sweep.asksEarly() && progress.rows() > before && isShort(jobs);
      Optional<SweepEnd> ended =
          running.await(() -> jobs.hasNews() || mayAsk.getAsBoolean(), limit);
      if (ended.isPresent()) {
        if (ended.get().reason() != SweepEnd.Reason.FINISHED) {
          return ended.get();
        }
        jobs.clear();
      }
      Optional<SweepEnd> stopsHere = settle(running, jobs);
      if (stopsHere.isPresent()) {
        return stopsHere.get();
      }
      if (jobs.isEmpty() || mayAsk.getAsBoolean()) {
        rows = progress.rows();
        SweepWork.Round next = jobs.fresh(more(sweep));
        if (!next.trials().isEmpty()) {
          number++;
          progress.begin(number, next);
          jobs.submit(next);
        } else if (jobs.isEmpty()) {
          running.drain();
          return progress.end(SweepEnd.Reason.FINISHED);
        }
      }
    }
  }

  private SweepWork.Round more(SweepWork sweep) {
    long begin = System.nanoTime();
    SweepWork.Round round = sweep.more().get();
    searchSeconds += (System.nanoTime() - begin) / 1e9;
    return round;
  }

  /** Returns whether a core will soon have no task. */
  private boolean isShort(SweepJobs jobs) {
    return jobs.waiting() < Math.max(1, spark.defaultParallelism());
  }

  /**
   * Takes note of ended jobs.
   *
   * @return the end of the sweep if Spark was stopped
   * @throws UserException if a row could not be stored
   */
  private Optional<SweepEnd> settle(RunningSweep running, SweepJobs jobs) {
    SweepProgress progress = jobs.progress();
    try {
      jobs.settle();
    } catch (InterruptedException e) {
      SweepEnd end = running.cancel(SweepEnd.Reason.INTERRUPTED);
      Thread.currentThread().interrupt();
      return Optional.of(end);
    } catch (ExecutionException e) {
      progress.handOn();
      // If no executor starts, the cluster gives up the application, and its driver stops Spark.
      if (spark.sc().isStopped() && running.hadExecutors()) {
        return Optional.of(progress.end(SweepEnd.Reason.INTERRUPTED));
      }
      throw failure(e, progress.end(SweepEnd.Reason.INTERRUPTED), running);
    }
    Optional<Acknowledgement> failed = progress.storageFailure();
    if (failed.isPresent()) {
      throw notStored(failed.get().reason(), progress.end(SweepEnd.Reason.INTERRUPTED));
    }
    return Optional.empty();
  }

  private Optional<WallTime> wallTime(SweepTasks tasks, SweepProgress progress) {
    List<SweepTasks.Span> spans = tasks.spans();
    int cores = Math.max(1, spark.defaultParallelism());
    return spans.isEmpty()
        ? Optional.empty()
        : Optional.of(
            WallTime.of(
                cores,
                ManagementFactory.getRuntimeMXBean().getStartTime(),
                spans,
                progress.work(searchSeconds),
                spark.isLocal() ? ProcessorTime.share(cores) : Double.NaN));
  }

  private RuntimeException failure(ExecutionException e, SweepEnd end, RunningSweep running) {
    if (!running.hadExecutors() && end.finished() == 0) {
      return UserException.badInput(
          "Cannot train on "
              + spark.master()
              + ": no executor of it started ("
              + Reason.of(e.getCause())
              + "); they need "
              + EXECUTORS_NEED);
    }
    if (end.finished() == 0 && JAVA_TOO_OLD.stream().anyMatch(sign -> mentions(e, sign))) {
      return UserException.badInput(
          "Cannot train on the executors of "
              + spark.master()
              + ": they cannot read what this driver sends, so their Java is older than 17; set"
              + " spark.executorEnv.JAVA_HOME to a JDK 17 or newer there");
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UserException) {
        return notStored(Reason.of(cause), end);
      }
    }
    return new IllegalStateException("Spark gave the sweep up: " + Reason.of(e.getCause()), e);
  }

  private static boolean mentions(Throwable e, String what) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(what)) {
        return true;
      }
    }
    return false;
  }

  private UserException notStored(String reason, SweepEnd end) {
    return UserException.storage(
        "Cannot write to the table "
            + table.place()
            + ": "
            + reason
            + "; "
            + end.left()
            + (end.left() == 1 ? " trial is" : " trials are")
            + " left",
        new Remedy(Remedy.Kind.TRY_AGAIN, "once the storage is back"));
  }
}
