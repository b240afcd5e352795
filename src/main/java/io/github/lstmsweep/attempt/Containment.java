package io.github.lstmsweep.attempt;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains a trial so that its faults end this trial only and affect no other. Such faults are an
 * exception, a stack overflow, a full heap, a missed deadline, a hanging thread and a dead process.
 */
public final class Containment {
  /**
   * Number of deaths after which a trial is not started again, if no process is killed from
   * outside.
   */
  static final int CRASHED_AFTER = 3;

  /**
   * Limit of deaths when processes are also killed from outside, however often, so that retries
   * end.
   */
  static final int CRASHED_AT_LAST = 9;

  /**
   * Number of deaths after which a trial runs alone, since the next death may not be its own fault.
   */
  private static final int ALONE_AFTER = 2;

  private final TrialTrainer trainer;
  private final Heap heap;
  private final Cores cores;
  private final Limits limits;
  private final Gauges gauges;

  /**
   * The time limits of a trial.
   *
   * @param timeout {@code timeout.trial}; empty for no limit
   * @param grace time after the deadline until a trial that has not stopped is interrupted
   */
  public record Limits(Optional<Duration> timeout, Duration grace) {}

  /** Trains with {@code trainer} on {@code cores}, within the given heap and time limits. */
  public Containment(TrialTrainer trainer, Heap heap, Cores cores, Limits limits) {
    this(trainer, heap, cores, limits, Gauges.NONE);
  }

  /**
   * Trains like the other constructor, and adds a gauge per trial in training to {@code gauges}.
   */
  public Containment(TrialTrainer trainer, Heap heap, Cores cores, Limits limits, Gauges gauges) {
    this.trainer = trainer;
    this.heap = heap;
    this.cores = cores;
    this.limits = limits;
    this.gauges = gauges;
  }

  /** Returns whether a training can be paused and continued here. */
  boolean canPause() {
    return trainer.canPause();
  }

  /** Returns the core-seconds of borrowed cores that no acknowledgement has reported yet. */
  double takeBorrowedSeconds() {
    return cores.takeBorrowedSeconds();
  }

  EngineVersion engineOf(Trial trial) {
    return trainer.engineOf(trial);
  }

  /** Returns whether a trial with these deaths must be trained with no other trial next to it. */
  static boolean mustBeAlone(Claim claim) {
    return claim.deaths().size() >= ALONE_AFTER && !hasCrashed(claim);
  }

  /**
   * Each death that was no trial's fault raises the limit by one, as it may be one of this trial's.
   */
  private static boolean hasCrashed(Claim claim) {
    return claim.deaths().size() >= Math.min(CRASHED_AFTER + claim.outside(), CRASHED_AT_LAST);
  }

  /**
   * The part of a training to do now.
   *
   * @param corpus the data of the trial
   * @param leg the epochs to train
   */
  record Part(Trial trial, TrainingData corpus, Leg leg) {}

  /**
   * Trains a trial and returns its ending, or an ending that says why it was not trained.
   *
   * @param part the trial, and the epochs to train
   * @param claim the claim, with the deaths of processes that trained the trial before
   * @param share the trial's share of the heap; may be exchanged for the whole heap
   * @param meanwhile runs once the training has started
   * @throws InterruptedException if the task was told to stop; the trial has not ended then
   */
  Ending ending(Part part, Claim claim, Heap.Share share, Runnable meanwhile)
      throws InterruptedException {
    if (hasCrashed(claim)) {
      return Ending.failed(TrialStatus.CRASHED, crashed(claim));
    }
    long bytes = ModelMemory.of(part.trial()).heapBytes();
    if (bytes > heap.bytes()) {
      return Ending.failed(TrialStatus.OUT_OF_MEMORY, tooBig(bytes));
    }
    Ending ending = train(part, meanwhile);
    if (ending.status() == TrialStatus.OUT_OF_MEMORY && share.hadCompany()) {
      // Another trial may have filled the heap. If it fills again with one trial alone, that one
      // did it.
      share.close();
      Heap.Share alone = heap.takeAll();
      try {
        ending = train(part, () -> {});
      } finally {
        alone.close();
      }
    }
    return ending;
  }

  private Ending train(Part part, Runnable meanwhile) throws InterruptedException {
    Deadline deadline = Deadline.in(limits.timeout());
    TrialGauge gauge = new TrialGauge(part.trial(), part.leg().until());
    gauges.add(gauge);
    try {
      return Ending.trained(
          Watchdog.run(
              () -> trainer.train(part.trial(), part.corpus(), part.leg(), deadline, cores, gauge),
              deadline,
              limits.grace(),
              meanwhile));
    } catch (HungException e) {
      return Ending.failed(TrialStatus.TIMEOUT, StackText.messageAndFrames(e, Containment.class));
    } catch (OutOfMemoryError e) {
      return Ending.failed(TrialStatus.OUT_OF_MEMORY, StackText.of(e, Containment.class));
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      if (toldToStop(e)) {
        throw e;
      }
      return Ending.failed(TrialStatus.FAILED, StackText.of(e, Containment.class));
    } finally {
      gauges.remove(gauge);
    }
  }

  private static boolean toldToStop(Throwable e) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private String tooBig(long bytes) {
    return String.format(
        Locale.ROOT,
        "not started: it needs about %d MB of Java heap, and trials have at most %d MB of this"
            + " process's; give it more (LSTM_SWEEP_MEMORY, or spark.executor.memory)",
        megabytes(bytes),
        megabytes(heap.bytes()));
  }

  private static long megabytes(long bytes) {
    return (bytes + (1L << 20) - 1) >> 20;
  }

  private static String crashed(Claim claim) {
    String outside =
        claim.outside() == 0
            ? ""
            : "; meanwhile " + claim.outside() + " other deaths were no trial's making";
    return claim.deaths().stream()
        .map(d -> "process " + d.pid() + " on " + d.host())
        .collect(
            Collectors.joining(
                ", ",
                "its process died " + claim.deaths().size() + " times while it was trained: ",
                outside));
  }
}
