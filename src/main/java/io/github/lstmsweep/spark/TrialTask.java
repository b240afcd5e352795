package io.github.lstmsweep.spark;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.result.Ending;
import io.github.lstmsweep.result.Provenance;
import io.github.lstmsweep.result.TrialResult;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * What an executor does with one trial: train, publish, acknowledge. Whatever the trial does wrong
 * becomes its row; what is not the trial's fault (storage, a task told to stop) is Spark's to
 * retry.
 */
final class TrialTask implements VoidFunction<Trial> {
  private static final long serialVersionUID = 1L;

  private final String sweep;
  private final TrialTrainer trainer;
  // Null where there is no limit: an Optional cannot be sent.
  private final Duration timeout;
  private final Broadcast<Corpus> corpus;
  private final Broadcast<TrialTable> table;
  private final Acknowledgements acknowledgements;

  TrialTask(
      Sweep sweep,
      TrialTrainer trainer,
      Broadcast<Corpus> corpus,
      Broadcast<TrialTable> table,
      Acknowledgements acknowledgements) {
    this.sweep = sweep.name();
    this.timeout = sweep.trialTimeout().orElse(null);
    this.trainer = trainer;
    this.corpus = corpus;
    this.table = table;
    this.acknowledgements = acknowledgements;
  }

  @Override
  public void call(Trial trial) throws IOException {
    TrialTrainer.Engine engine = trainer.engine();
    Corpus text = corpus.value();
    Instant startedAt = Instant.now();
    Ending ending = train(trial, text);
    Provenance provenance =
        new Provenance(
            engine, Host.NAME, TaskContext.get().attemptNumber() + 1, startedAt, Instant.now());
    TrialResult result = new TrialResult(sweep, trial, ending, provenance);
    table.value().publish(result);
    acknowledgements.add(Acknowledgement.of(result));
  }

  private Ending train(Trial trial, Corpus text) {
    try {
      return Ending.trained(
          trainer.train(
              trial, text, Deadline.in(Optional.ofNullable(timeout)), ExecutorCores.get()));
    } catch (OutOfMemoryError e) {
      return Ending.failed(TrialStatus.OUT_OF_MEMORY, StackText.of(e, TrialTask.class));
    } catch (Throwable e) {
      if (toldToStop(e)) {
        throw e;
      }
      return Ending.failed(TrialStatus.FAILED, StackText.of(e, TrialTask.class));
    }
  }

  private static boolean toldToStop(Throwable e) {
    if (Thread.currentThread().isInterrupted() || TaskContext.get().isInterrupted()) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof ClosedByInterruptException
          || cause instanceof TaskKilledException) {
        return true;
      }
    }
    return false;
  }

  /** Looked up once a process: it may ask a name server. */
  private static final class Host {
    static final String NAME = name();

    private static String name() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "unknown";
      }
    }
  }
}
