package io.github.lstmsweep.attempt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The queue of the rows of one task that are to be published. Each row is published on its own
 * thread while the next trial trains. Rows are acknowledged in the order of the trials.
 */
public final class PublishingQueue {
  /*
   * Publishing begins when the next trial is on its core. Until then the two would share one core,
   * and the whole task would wait for both. The thread is a separate one, which no signal to the
   * task reaches, because an interrupted write fails.
   */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "lstm-sweep-publisher");
            thread.setDaemon(true);
            return thread;
          });

  private final Consumer<Acknowledgement> acknowledgements;
  private final Deque<Future<Acknowledgement>> underway = new ArrayDeque<>();
  private TrialAttempt.Unpublished last; // null if its publishing has begun

  /** Makes an empty queue that hands each acknowledgement to {@code acknowledgements}. */
  public PublishingQueue(Consumer<Acknowledgement> acknowledgements) {
    this.acknowledgements = acknowledgements;
  }

  /**
   * Takes a trial's row and waits until the rows before it are published. The row itself is
   * published after {@link #begin} is called.
   */
  public void add(TrialAttempt.Unpublished unpublished)
      throws InterruptedException, ExecutionException {
    begin();
    int before = underway.size();
    last = unpublished;
    for (int row = 0; row < before; row++) {
      if (!underway.element().isDone()) {
        // No training begins during this wait.
        begin();
      }
      acknowledge();
    }
  }

  /** Starts publishing the last row that was taken, because nothing more needs to be waited for. */
  public void begin() {
    if (last != null) {
      underway.add(THREADS.submit(last::publish));
      last = null;
    }
  }

  /** Returns when every row that was taken has been published. */
  public void end() throws InterruptedException, ExecutionException {
    begin();
    while (!underway.isEmpty()) {
      acknowledge();
    }
  }

  private void acknowledge() throws InterruptedException, ExecutionException {
    acknowledgements.accept(underway.element().get());
    underway.remove();
  }
}
