package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.result.Reason;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.train.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs trials on Spark, on the driver. One task a trial, one stage, no shuffle; executors publish
 * their own rows, so that a killed driver loses no finished trial.
 */
public final class SweepRunner {
  private final JavaSparkContext spark;
  private final TrialTable table;
  private final TrialTrainer trainer;
  private volatile boolean stopped;

  /** Trains with {@code trainer} on {@code spark}'s executors, into {@code table}. */
  public SweepRunner(JavaSparkContext spark, TrialTable table, TrialTrainer trainer) {
    this.spark = spark;
    this.table = table;
    this.trainer = trainer;
  }

  /** Ends a run that goes on in another thread: its trials stop, its rows stay. */
  public void stop() {
    stopped = true;
  }

  /**
   * Trains every trial of {@code sweep}; what is in the table already is the caller's to leave out.
   * Returns when all have rows, when the sweep's timeout passes, after {@link #stop}, or when this
   * thread is interrupted.
   *
   * @throws UserException where the table cannot be written
   */
  public SweepEnd run(Sweep sweep, Corpus corpus, SweepListener listener) {
    if (sweep.trials().isEmpty()) {
      return new SweepEnd(SweepEnd.Reason.FINISHED, 0, 0);
    }
    String group = "lstm-sweep-" + UUID.randomUUID();
    List<Trial> trials = sweep.trials();
    SweepProgress progress = new SweepProgress(trials, listener);
    SweepTasks tasks = new SweepTasks(group, progress::taskStarted);
    Acknowledgements acknowledgements = new Acknowledgements(progress::rowPublished);
    spark.sc().register(acknowledgements);
    spark.sc().addSparkListener(tasks);
    Broadcast<Corpus> text = spark.broadcast(corpus);
    Broadcast<TrialTable> place = spark.broadcast(table);
    try {
      spark.setJobGroup(group, sweep.name() + ": train " + trials.size() + " trials", true);
      spark.setCallSite("train " + trials.size() + " trials of " + sweep.name());
      JavaFutureAction<Void> job =
          spark
              .parallelize(trials, trials.size())
              .foreachAsync(new TrialTask(sweep, trainer, text, place, acknowledgements));
      return new RunningSweep(spark, group, job, tasks, progress)
          .await(sweep.sweepTimeout(), () -> stopped);
    } catch (ExecutionException e) {
      throw failure(e, progress.end(SweepEnd.Reason.INTERRUPTED));
    } finally {
      spark.clearJobGroup();
      spark.clearCallSite();
      spark.sc().removeSparkListener(tasks);
      text.unpersist();
      place.unpersist();
    }
  }

  private RuntimeException failure(ExecutionException e, SweepEnd end) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof UserException) {
        return UserException.storage(
            "Cannot write to the table "
                + table.place()
                + ": "
                + Reason.of(cause)
                + "; "
                + end.left()
                + (end.left() == 1 ? " trial is" : " trials are")
                + " left: run the same command again once the storage is back");
      }
    }
    return new IllegalStateException("Spark gave the sweep up: " + Reason.of(e.getCause()), e);
  }
}
