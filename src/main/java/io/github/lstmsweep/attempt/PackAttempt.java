package io.github.lstmsweep.attempt;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Trains the trials of one task together, as many at a time as the team takes. Each trial is
 * claimed, trained and published on a thread of its own.
 */
public final class PackAttempt {
  private final AttemptMaker attempts;
  private final Consumer<Acknowledgement> acknowledgements;

  /**
   * Makes the runner of one task.
   *
   * @param attempts makes the attempt at each trial
   * @param acknowledgements receives one acknowledgement per trial
   */
  public PackAttempt(AttemptMaker attempts, Consumer<Acknowledgement> acknowledgements) {
    this.attempts = attempts;
    this.acknowledgements = acknowledgements;
  }

  /** Makes the attempt at one trial. */
  public interface AttemptMaker {
    /**
     * Returns an attempt.
     *
     * @param trainer trains the trial
     * @param heap the heap from which the attempt takes its share
     */
    TrialAttempt make(TrialTrainer trainer, Heap heap);
  }

  /**
   * Trains and publishes {@code trials}, and returns when every row is readable.
   *
   * @param atOnce trials that are trained at the same time
   */
  public void run(List<Trial> trials, TrainingData data, TrialTrainer.Team team, int atOnce)
      throws InterruptedException, ExecutionException {
    long bytes =
        trials.stream()
            .mapToLong(trial -> -ModelMemory.of(trial).heapBytes())
            .sorted()
            .limit(atOnce)
            .map(negative -> -negative)
            .sum();
    Heap heap = Heap.ofThisProcess();
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, trials.size()));
    Heap.Share share = heap.take(Math.min(bytes, heap.bytes()));
    List<Future<Acknowledgement>> underway = new ArrayList<>();
    try {
      for (Trial trial : trials) {
        underway.add(threads.submit(() -> one(trial, data, team)));
      }
      for (Future<Acknowledgement> row : underway) {
        acknowledgements.accept(row.get().sharedBy(Math.min(atOnce, trials.size())));
      }
    } finally {
      // If the task was told to stop, its trials stop too.
      threads.shutdownNow();
      share.close();
    }
  }

  private Acknowledgement one(Trial trial, TrainingData data, TrialTrainer.Team team)
      throws InterruptedException {
    // The task already holds the heap for the whole pack. A member that waited for its own share
    // would block the others for ever.
    TrialAttempt attempt = attempts.make(team, new Heap(Long.MAX_VALUE));
    TrialAttempt.Unpublished unpublished;
    try {
      unpublished = attempt.trainOrPutOff(trial, data, () -> {});
    } finally {
      team.leave();
    }
    return unpublished.publish();
  }
}
