package io.github.lstmsweep.attempt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The rows of one task on their way to the table: each is published on a thread of its own beside
 * the training of the next trial, and acknowledged in the order of the trials.
 */
public final class Publishing {
  /*
   * A row is begun when the next trial is on its core, since until then the two would share one and
   * all would wait for both. A thread of its own, which no signal to the task reaches: half-done
   * writing that is interrupted fails.
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
  private TrialAttempt.Trained last; // null where it is on its way

  public Publishing(Consumer<Acknowledgement> acknowledgements) {
    this.acknowledgements = acknowledgements;
  }

  /**
   * Takes a trial's row, to be published as soon as {@link #begin} is called, and waits for the
   * rows before it.
   */
  public void add(TrialAttempt.Trained trained) throws InterruptedException, ExecutionException {
    begin();
    int before = underway.size();
    last = trained;
    for (int row = 0; row < before; row++) {
      if (!underway.element().isDone()) {
        // No training begins meanwhile.
        begin();
      }
      acknowledge();
    }
  }

  /** Nothing more is to be waited for: the last row that was taken is published from now on. */
  public void begin() {
    if (last != null) {
      underway.add(THREADS.submit(last::publish));
      last = null;
    }
  }

  /** Ends when every row that was taken has been published. */
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
