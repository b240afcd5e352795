package io.github.lstmsweep.train;

import java.util.concurrent.CancellationException;

/**
 * Ends a training from inside, at its deadline or when its thread is interrupted. It is checked
 * inside a minibatch, because one of a large network may take longer than a trial has.
 */
final class Stop implements Runnable {
  private final Deadline deadline;
  private final Thread trial;

  /**
   * Makes the check of one training.
   *
   * @param trial thread of the trial; helper threads check too, and nobody interrupts those
   */
  Stop(Deadline deadline, Thread trial) {
    this.deadline = deadline;
    this.trial = trial;
  }

  /**
   * Returns if the training may continue.
   *
   * @throws TimedOutException after the deadline
   * @throws CancellationException if the thread is interrupted. Spark stops a task this way; the
   *     trial is then not over and gets no row.
   */
  @Override
  public void run() {
    if (trial.isInterrupted()) {
      throw new CancellationException("interrupted while it trained");
    }
    if (deadline.passed()) {
      throw new TimedOutException();
    }
  }

  /** Thrown when the deadline has passed. */
  static final class TimedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimedOutException() {
      super("the deadline has passed", null, false, false);
    }
  }
}
