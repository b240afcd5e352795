package io.github.lstmsweep.train;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs a training on a thread of its own, so that one which hears no deadline costs its own trial
 * and no other. Java ends no thread against its will: one that hangs is left behind, and may keep a
 * core busy until the process ends.
 */
public final class Watchdog {
  /** What a training has after its deadline, before it is interrupted. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** What it has after that. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private Watchdog() {}

  /**
   * What {@code training} returns or throws.
   *
   * @param grace between the deadline and the interrupt
   * @throws HungException where it does neither in time
   * @throws InterruptedException where the calling thread was interrupted; so was the training
   */
  public static TrainingOutcome run(
      String name, Supplier<TrainingOutcome> training, Deadline deadline, Duration grace)
      throws HungException, InterruptedException {
    Guarded guarded = new Guarded(training);
    Thread thread = new Thread(guarded, name);
    thread.setDaemon(true);
    thread.start();
    try {
      if (deadline.limit().isEmpty()) {
        thread.join();
      } else {
        join(thread, deadline.left().plus(grace));
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      join(thread, LAST);
      throw e;
    }
    if (!thread.isAlive()) {
      return guarded.result();
    }
    thread.interrupt();
    join(thread, LAST);
    if (thread.isAlive()) {
      throw new HungException(
          late(deadline, grace.plus(LAST))
              + ", nor when it was interrupted; its thread was left behind",
          thread.getStackTrace());
    }
    if (guarded.thrown != null) {
      throw new HungException(
          late(deadline, grace) + ", and was interrupted", guarded.thrown.getStackTrace());
    }
    return guarded.outcome;
  }

  private static String late(Deadline deadline, Duration grace) {
    return String.format(
        Locale.ROOT,
        "hung: it did not stop within %d s after the %d s of timeout.trial",
        grace.toSeconds(),
        deadline.limit().orElseThrow().toSeconds());
  }

  private static void join(Thread thread, Duration limit) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, limit.toNanos()));
  }

  private static final class Guarded implements Runnable {
    private final Supplier<TrainingOutcome> training;
    // Read once the thread has ended.
    private TrainingOutcome outcome;
    private Throwable thrown;

    Guarded(Supplier<TrainingOutcome> training) {
      this.training = training;
    }

    @Override
    public void run() {
      try {
        outcome = training.get();
      } catch (Throwable e) {
        // It is the trial's: the thread that waits rethrows it.
        thrown = e;
      }
    }

    TrainingOutcome result() {
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException exception) {
        throw exception;
      }
      if (thrown != null) {
        throw new IllegalStateException(thrown);
      }
      return outcome;
    }
  }
}
