package io.github.lstmsweep.attempt;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.train.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The trials of one task that are trained as one computation: each is claimed, trained and
 * published on a thread of its own, which waits for the others at every minibatch.
 */
public final class PackAttempt {
  private final AttemptMaker attempts;
  private final Consumer<Acknowledgement> acknowledgements;

  /**
   * A task of packs.
   *
   * @param attempts makes each trial's
   */
  public PackAttempt(AttemptMaker attempts, Consumer<Acknowledgement> acknowledgements) {
    this.attempts = attempts;
    this.acknowledgements = acknowledgements;
  }

  /** Makes a try at a trial. */
  public interface AttemptMaker {
    /**
     * A try.
     *
     * @param heap that it asks for its share
     */
    TrialAttempt make(TrialTrainer trainer, Heap heap);
  }

  /** Trains and publishes {@code trials}; ends when every row can be read. */
  public void run(List<Trial> trials, TrainingData data, TrialTrainer.Team team)
      throws InterruptedException, ExecutionException {
    long bytes = trials.stream().mapToLong(trial -> ModelMemory.of(trial).heapBytes()).sum();
    Heap heap = Heap.ofThisProcess();
    ExecutorService threads = Executors.newFixedThreadPool(trials.size());
    Heap.Share share = heap.take(Math.min(bytes, heap.bytes()));
    List<Future<Acknowledgement>> underway = new ArrayList<>();
    try {
      for (Trial trial : trials) {
        underway.add(threads.submit(() -> one(trial, data, team)));
      }
      for (Future<Acknowledgement> row : underway) {
        acknowledgements.accept(row.get().sharedBy(trials.size()));
      }
    } finally {
      // Where the task was told to stop, its trials are, too.
      threads.shutdownNow();
      share.close();
    }
  }

  private Acknowledgement one(Trial trial, TrainingData data, TrialTrainer.Team team)
      throws InterruptedException {
    // The task has taken the heap for all of them: who waited for a share would be waited for.
    TrialAttempt attempt = attempts.make(team, new Heap(Long.MAX_VALUE));
    TrialAttempt.Trained trained;
    try {
      trained = attempt.trainOrPutOff(trial, data, () -> {});
    } finally {
      team.leave();
    }
    return trained.publish();
  }
}
