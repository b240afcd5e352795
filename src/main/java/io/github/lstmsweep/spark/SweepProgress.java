package io.github.lstmsweep.spark;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.spark.task.RunningTrials;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Queues the events of Spark's own threads and passes them to the listener on the thread that waits
 * for the sweep. A slow listener therefore never blocks the scheduler.
 */
final class SweepProgress {
  private int trials;
  private final SweepListener listener;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  // Only the waiting thread touches these.
  private final Map<String, Request> requests = new HashMap<>();
  private final Set<String> started = new HashSet<>();
  private final Map<String, Long> trainedTokens = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  // Rows of an earlier round, whose trials are trained further.
  private int ended;
  private final List<Acknowledgement> notStored = new ArrayList<>();
  private double trainingSeconds;
  private double borrowedSeconds;
  private final List<Double> publishingSeconds = new ArrayList<>();
  private double longestSeconds;

  /** The last job that was asked for a trial. */
  private record Request(Trial trial, int job) {}

  SweepProgress(int trials, SweepListener listener) {
    this.trials = trials;
    this.listener = listener;
  }

  /** Notes the job that trains some trials. Events of their earlier jobs no longer count. */
  void requested(List<Trial> some, int job) {
    some.forEach(trial -> requests.put(trial.id().hex(), new Request(trial, job)));
  }

  /**
   * Called by Spark's listener bus. It may be later than the row, which then has told the start.
   *
   * @param job that started the trial
   */
  void started(Trial trial, int job) {
    events.add(
        () -> {
          if (!finished.contains(trial.id().hex()) && requests.get(trial.id().hex()).job() == job) {
            start(trial);
          }
        });
  }

  private void start(Trial trial) {
    started.add(trial.id().hex());
    listener.started(trial);
  }

  /** Called by Spark's scheduler. */
  void acknowledged(Acknowledgement a) {
    events.add(
        () -> {
          if (a.fate() == Acknowledgement.Fate.NOT_STORED) {
            notStored.add(a);
          } else if (a.hasRow() && finished.add(a.trial())) {
            trainingSeconds += a.seconds();
            borrowedSeconds += a.borrowedSeconds();
            if (a.fate() == Acknowledgement.Fate.TRAINED) {
              if (!started.contains(a.trial())) {
                start(requests.get(a.trial()).trial());
              }
              publishingSeconds.add(a.publishSeconds());
            }
            longestSeconds = Math.max(longestSeconds, a.seconds());
            listener.finished(a);
          }
        });
  }

  /** Called by Spark's threads when an executor reports, and by the waiting thread. */
  void progressed(List<TrialProgress> trials) {
    events.add(() -> trials.forEach(this::progressed));
  }

  private void progressed(TrialProgress trial) {
    // Trials of a different sweep in this process never start here.
    boolean isRunning = started.contains(trial.trial()) && !finished.contains(trial.trial());
    Long before = isRunning ? trainedTokens.put(trial.trial(), trial.trainedTokens()) : null;
    if (isRunning && (before == null || before != trial.trainedTokens())) {
      listener.progress(trial);
    }
  }

  /** Begins a further round. Its trials may have had a row in an earlier one. */
  void begin(int number, SweepWork.Round round) {
    trials += round.trials().size();
    for (Trial trial : round.trials()) {
      ended += finished.remove(trial.id().hex()) ? 1 : 0;
      started.remove(trial.id().hex());
      trainedTokens.remove(trial.id().hex());
    }
    listener.round(number, round);
  }

  /** Whether the trial has its row, according to the events passed on so far. */
  boolean isFinished(TrialId trial) {
    return finished.contains(trial.hex());
  }

  /**
   * Returns the number of rows that the sweep has got, according to the events passed on so far.
   */
  int rows() {
    return ended + finished.size();
  }

  /**
   * Returns the first acknowledgement of a row that the storage did not take; empty if it took all.
   */
  Optional<Acknowledgement> storageFailure() {
    return notStored.stream().findFirst();
  }

  /**
   * Returns the durations that the trials reported.
   *
   * @param searchSeconds that the search took for its decisions
   */
  WallTime.Work work(double searchSeconds) {
    return new WallTime.Work(
        trainingSeconds, borrowedSeconds, searchSeconds, longestSeconds, publishingSeconds);
  }

  /** Passes on all queued events. Waits at most {@code waitMillis} for the first one. */
  void handOn(long waitMillis) throws InterruptedException {
    Runnable event = events.poll(waitMillis, TimeUnit.MILLISECONDS);
    while (event != null) {
      event.run();
      event = events.poll();
    }
  }

  /** Passes on all queued events without waiting. */
  void handOn() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }

  void waiting(Duration noExecutorFor) {
    listener.waiting(noExecutorFor);
  }

  void tick() {
    RunningTrials.here().forEach(this::progressed);
    listener.tick();
  }

  SweepEnd end(SweepEnd.Reason reason) {
    return SweepEnd.of(reason, rows(), trials - rows());
  }
}
