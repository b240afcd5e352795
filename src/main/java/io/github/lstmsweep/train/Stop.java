package io.github.lstmsweep.train;

import java.util.concurrent.CancellationException;

/**
 * Ends a training from inside, at its deadline or when its thread is interrupted. It is asked
 * inside a minibatch, since that of a large network may take longer than a trial has.
 */
final class Stop implements Runnable {
  private final Deadline deadline;
  private final Thread trial;

  /**
   * Belongs to one training.
   *
   * @param trial its thread; helpers ask too, and nobody interrupts those
   */
  Stop(Deadline deadline, Thread trial) {
    this.deadline = deadline;
    this.trial = trial;
  }

  /**
   * Returns where the training may go on.
   *
   * @throws TimedOutException after the deadline
   * @throws CancellationException where the thread is interrupted: Spark stops a task so, and such
   *     a trial is not over and gets no row
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

  /** The deadline has passed. */
  static final class TimedOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimedOutException() {
      super("the deadline has passed", null, false, false);
    }
  }
}
