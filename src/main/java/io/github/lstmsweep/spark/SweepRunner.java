package io.github.lstmsweep.spark;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.spark.task.Acknowledgements;
import io.github.lstmsweep.spark.task.RunningTrials;
import io.github.lstmsweep.spark.task.SweepTasks;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.spark.task.TaskOrder;
import io.github.lstmsweep.spark.task.TrialTask;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs trials on Spark, on the driver. A job is one stage without a shuffle; a task has one trial
 * or a few short ones. Executors publish their own rows, so that a killed driver loses no finished
 * trial. Trials that another driver has are requested again until they have their rows.
 */
public final class SweepRunner {
  /** The pause before the trials of another driver are requested again. It doubles each time. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

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
  public SweepEnd run(SweepWork sweep, TrainingData corpus, SweepListener listener) {
    if (sweep.first().trials().isEmpty()) {
      return SweepEnd.nothing();
    }
    String run = UUID.randomUUID().toString();
    String group = "lstm-sweep-" + run;
    SweepProgress progress = new SweepProgress(sweep.first().trials().size(), listener);
    SweepTasks tasks = new SweepTasks(group);
    Acknowledgements acknowledgements = new Acknowledgements(progress::acknowledged);
    RunningTrials inTraining = RunningTrials.of(run, progress::progressed);
    spark.sc().register(acknowledgements, Acknowledgements.NAME);
    spark.sc().register(inTraining);
    spark.sc().addSparkListener(tasks);
    Broadcast<TrainingData> text = spark.broadcast(corpus);
    Broadcast<TrialTable> place = spark.broadcast(table);
    TrialTask.Shared shared = new TrialTask.Shared(text, place);
    TrialTask.Reports reports = new TrialTask.Reports(acknowledgements, inTraining);
    Function<SweepWork.Round, TrialTask> task =
        round -> new TrialTask(sweep, round, run, trainer, shared, reports);
    RunningSweep running = new RunningSweep(spark, group, tasks, progress);
    try {
      spark.setJobGroup(group, description(sweep, sweep.first().trials().size()), true);
      spark.setCallSite("train the trials of " + sweep.name());
      spark.addJobTag(sweep.name());
      SweepEnd end = rounds(running, sweep, task, progress, tasks);
      return end.with(wallTime(tasks, progress));
    } catch (ExecutionException e) {
      throw failure(e, progress.end(SweepEnd.Reason.INTERRUPTED), running);
    } finally {
      spark.clearJobGroup();
      spark.removeJobTag(sweep.name());
      spark.clearCallSite();
      spark.sc().removeSparkListener(tasks);
      inTraining.close();
      text.unpersist();
      place.unpersist();
    }
  }

  private SweepEnd rounds(
      RunningSweep running,
      SweepWork sweep,
      Function<SweepWork.Round, TrialTask> tasks,
      SweepProgress progress,
      SweepTasks watched)
      throws ExecutionException {
    RunningSweep.Limit limit = new RunningSweep.Limit(sweep.sweepTimeout(), () -> stopped);
    SweepWork.Round round = sweep.first();
    for (int number = 2; ; number++) {
      SweepEnd end = round(new Turns(running, limit, progress, watched), sweep, round, tasks);
      if (end.reason() != SweepEnd.Reason.FINISHED) {
        return end;
      }
      round = sweep.more().get();
      if (round.trials().isEmpty()) {
        return end;
      }
      progress.begin(number, round);
      spark.setJobDescription(description(sweep, round.trials().size()));
    }
  }

  private record Turns(
      RunningSweep running, RunningSweep.Limit limit, SweepProgress progress, SweepTasks watched) {}

  /** Trains the trials of a round, and asks again for those that another driver has. */
  private SweepEnd round(
      Turns turns,
      SweepWork sweep,
      SweepWork.Round round,
      Function<SweepWork.Round, TrialTask> tasks)
      throws ExecutionException {
    List<Trial> left = round.trials();
    TrialTask task = tasks.apply(round);
    SweepProgress progress = turns.progress();
    Duration pause = FIRST_PAUSE;
    for (int again = 0; ; again++) {
      if (again > 0) {
        spark.setJobDescription(description(sweep, left.size()) + ", asked for again");
      }
      List<TrialGroup> groups =
          TaskOrder.of(
              left,
              round.ranges(),
              table.claims().markers(),
              Math.max(1, spark.defaultParallelism()),
              trainer.packSize());
      turns.watched().onStart(place -> groups.get(place).trials().forEach(progress::started));
      JavaFutureAction<Void> job = spark.parallelize(groups, groups.size()).foreachAsync(task);
      SweepEnd end = turns.running().await(job, turns.limit());
      Optional<Acknowledgement> failed = progress.storageFailure();
      if (failed.isPresent()) {
        throw notStored(failed.get().reason(), end);
      }
      if (end.reason() != SweepEnd.Reason.FINISHED || end.left() == 0) {
        return end;
      }
      left = left.stream().filter(trial -> !progress.isFinished(trial)).toList();
      Optional<SweepEnd> ended = turns.running().pause(pause, turns.limit());
      if (ended.isPresent()) {
        return ended.get();
      }
      if (pause.compareTo(LONGEST_PAUSE) < 0) {
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static String description(SweepWork sweep, int trials) {
    return sweep.name() + ": train " + trials + " trials";
  }

  private Optional<WallTime> wallTime(SweepTasks tasks, SweepProgress progress) {
    List<SweepTasks.Span> spans = tasks.spans();
    return spans.isEmpty()
        ? Optional.empty()
        : Optional.of(
            WallTime.of(
                Math.max(1, spark.defaultParallelism()),
                ManagementFactory.getRuntimeMXBean().getStartTime(),
                spans,
                progress.work()));
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
