package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.Containment;
import io.github.lstmsweep.attempt.Heap;
import io.github.lstmsweep.attempt.PackAttempt;
import io.github.lstmsweep.attempt.PublishingQueue;
import io.github.lstmsweep.attempt.TrialAttempt;
import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.attempt.Watchdog;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Trains a group of trials on an executor, one after the other. It publishes the row of each while
 * the next is trained, and acknowledges it. The task ends when every row can be read.
 */
public final class TrialTask implements VoidFunction<TrialGroup> {
  private static final long serialVersionUID = 1L;

  private final String sweep;
  private final String run;
  private final TrialTrainer trainer;
  // Null if there is no limit, because an Optional cannot be sent.
  private final Duration timeout;
  private final SentCorpusSet corpora;
  private final Broadcast<TrialTable> table;
  // By the hexadecimal digits of the trial's id.
  private final HashMap<String, EpochRange> ranges;
  // Null if nothing stops a trial early, because an Optional cannot be sent.
  private final EarlyStop earlyStop;
  private final HashMap<String, Duration> checkpoints;
  private final Acknowledgements acknowledgements;
  private final RunningTrials running;

  /** Makes the task of a sweep's run. */
  public TrialTask(
      SweepWork sweep,
      SweepWork.Round round,
      String run,
      TrialTrainer trainer,
      Shared shared,
      Reports reports) {
    this.sweep = sweep.name();
    this.run = run;
    this.timeout = sweep.trialTimeout().orElse(null);
    this.trainer = trainer;
    this.ranges = new HashMap<>();
    round.ranges().forEach((id, range) -> ranges.put(id.hex(), range));
    this.earlyStop = sweep.earlyStop().orElse(null);
    this.checkpoints = new HashMap<>();
    for (Trial trial : round.trials()) {
      sweep.checkpoint().apply(trial).ifPresent(every -> checkpoints.put(trial.id().hex(), every));
    }
    this.corpora = shared.corpora();
    this.table = shared.table();
    this.acknowledgements = reports.acknowledgements();
    this.running = reports.running();
  }

  /** The values that every task reads. Spark sends them once per process. */
  public record Shared(SentCorpusSet corpora, Broadcast<TrialTable> table) {}

  /**
   * The ways by which executors report to the driver.
   *
   * @param acknowledgements one for every trial that has ended
   * @param running the trials in training
   */
  public record Reports(Acknowledgements acknowledgements, RunningTrials running) {}

  @Override
  public void call(TrialGroup group) throws InterruptedException, ExecutionException {
    TrialTrainer here = GivenGpu.trainer(trainer, TaskContext.get().resourcesJMap());
    if (group.trials().size() > 1 && here.packSize() > 1) {
      TrialTrainer.Team team = here.team(group.trials().size());
      new PackAttempt(attempts(), acknowledgements::add)
          .run(
              group.trials(),
              corpora.of(group.trials().get(0)),
              team,
              here.packSize(group.trials().get(0)));
      return;
    }
    TrialAttempt attempt = attempts().make(here, Heap.ofThisProcess());
    PublishingQueue queue = new PublishingQueue(acknowledgements::add);
    try {
      List<Trial> trials = group.trials();
      for (int i = 0; i < trials.size(); i++) {
        Trial trial = trials.get(i);
        Optional<Trial> next = trials.stream().skip(i + 1L).findFirst();
        queue.add(
            trials.size() == 1
                ? attempt.train(trial, corpora.of(trial), queue::begin)
                : attempt.trainOrPutOff(
                    trial, corpora.of(trial), new TrialAttempt.Meanwhile(queue::begin, next)));
      }
    } finally {
      attempt.end();
      queue.end();
    }
  }

  private PackAttempt.AttemptMaker attempts() {
    boolean driverHere = SparkEnv.get().executorId().equals("driver");
    Containment.Limits limits =
        new Containment.Limits(Optional.ofNullable(timeout), Watchdog.GRACE);
    Claimant self = Claimant.ofThisProcess(run, driverHere);
    TrialAttempt.Name name = new TrialAttempt.Name(sweep, TaskContext.get().attemptNumber() + 1);
    return (by, heap) ->
        new TrialAttempt(
            table.value(),
            heap,
            self,
            new Containment(by, heap, ExecutorCores.get(), limits, running),
            name,
            new TrialAttempt.Parts(
                trial -> Optional.ofNullable(ranges.get(trial.id().hex())),
                Optional.ofNullable(earlyStop),
                trial -> Optional.ofNullable(checkpoints.get(trial.id().hex()))));
  }
}
