package io.github.lstmsweep.attempt;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains a trial so that whatever it does wrong is its own ending and nobody else's: an exception,
 * a stack that overflows, a heap that fills, a deadline missed, a thread that hangs, a process that
 * dies.
 */
public final class Containment {
  /** Deaths after which a trial is not begun again, where nothing else dies. */
  static final int CRASHED_AFTER = 3;

  /** The same where processes are killed from outside, however many: it must come to an end. */
  static final int CRASHED_AT_LAST = 9;

  /** Deaths after which no other trial runs beside it: the next may not be to blame. */
  private static final int ALONE_AFTER = 2;

  private final TrialTrainer trainer;
  private final Heap heap;
  private final Cores cores;
  private final Limits limits;

  /**
   * How long a trial may take.
   *
   * @param timeout {@code timeout.trial}; empty for as long as it needs
   * @param grace after which a trial that did not stop is interrupted
   */
  public record Limits(Optional<Duration> timeout, Duration grace) {}

  public Containment(TrialTrainer trainer, Heap heap, Cores cores, Limits limits) {
    this.trainer = trainer;
    this.heap = heap;
    this.cores = cores;
    this.limits = limits;
  }

  TrialTrainer.Engine engineOf(Trial trial) {
    return trainer.engineOf(trial);
  }

  /** Whether a trial with these deaths is to be trained without another beside it. */
  static boolean mustBeAlone(Claim claim) {
    return claim.deaths().size() >= ALONE_AFTER && !hasCrashed(claim);
  }

  /** Every death that no trial is to blame for is one more that this one may be free of. */
  private static boolean hasCrashed(Claim claim) {
    return claim.deaths().size() >= Math.min(CRASHED_AFTER + claim.outside(), CRASHED_AT_LAST);
  }

  /**
   * Trains; or says why not.
   *
   * @param claim with the deaths of processes that trained it before
   * @param share of the heap; may be given back for one that is all of it
   * @param meanwhile is done once it trains
   * @throws InterruptedException where the task was told to stop: the trial is not over
   */
  Ending ending(Trial trial, TrainingData corpus, Claim claim, Heap.Share share, Runnable meanwhile)
      throws InterruptedException {
    if (hasCrashed(claim)) {
      return Ending.failed(TrialStatus.CRASHED, crashed(claim));
    }
    long bytes = ModelMemory.of(trial).heapBytes();
    if (bytes > heap.bytes()) {
      return Ending.failed(TrialStatus.OUT_OF_MEMORY, tooBig(bytes));
    }
    Ending ending = train(trial, corpus, meanwhile);
    if (ending.status() == TrialStatus.OUT_OF_MEMORY && share.hadCompany()) {
      // Another trial may have filled the heap; alone, it is this one or none.
      share.close();
      Heap.Share alone = heap.takeAll();
      try {
        ending = train(trial, corpus, () -> {});
      } finally {
        alone.close();
      }
    }
    return ending;
  }

  private Ending train(Trial trial, TrainingData corpus, Runnable meanwhile)
      throws InterruptedException {
    Deadline deadline = Deadline.in(limits.timeout());
    try {
      return Ending.trained(
          Watchdog.run(
              () -> trainer.train(trial, corpus, deadline, cores),
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
                outside + "; `run --retry crashed` tries it again"));
  }
}
