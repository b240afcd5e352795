package io.github.lstmsweep.attempt;

import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs a training on its own thread, so that a training which ignores its deadline costs only its
 * own trial. Java cannot end a thread by force. A hanging thread is left behind and may keep a core
 * busy until the process ends.
 */
public final class Watchdog {
  /** Time between the deadline and the interrupt. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** Time between the interrupt and giving up on the thread. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private Watchdog() {}

  // A thread that worked a moment ago already has a core. A new thread is placed on any core.
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "lstm-sweep-trial");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Runs {@code training} and returns its outcome or throws its exception.
   *
   * @param grace time between the deadline and the interrupt
   * @throws HungException if the training neither returns nor throws in time
   * @throws InterruptedException if the calling thread was interrupted; the training is then
   *     interrupted too
   */
  public static TrainingOutcome run(
      Supplier<TrainingOutcome> training, Deadline deadline, Duration grace)
      throws HungException, InterruptedException {
    return run(training, deadline, grace, () -> {});
  }

  /**
   * Runs {@code training} and returns its outcome or throws its exception.
   *
   * @param grace time between the deadline and the interrupt
   * @param meanwhile something short that the calling thread does once the training has its thread
   * @throws HungException if the training neither returns nor throws in time
   * @throws InterruptedException if the calling thread was interrupted; the training is then
   *     interrupted too
   */
  public static TrainingOutcome run(
      Supplier<TrainingOutcome> training, Deadline deadline, Duration grace, Runnable meanwhile)
      throws HungException, InterruptedException {
    Guarded guarded = new Guarded(training);
    THREADS.execute(guarded);
    try {
      meanwhile.run();
      if (deadline.limit().isEmpty()) {
        guarded.ended.await();
      } else {
        guarded.await(deadline.nanosLeftWith(grace));
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      guarded.interrupt();
      guarded.await(LAST.toNanos());
      throw e;
    }
    if (guarded.hasEnded()) {
      return guarded.result();
    }
    guarded.interrupt();
    if (!guarded.await(LAST.toNanos())) {
      throw new HungException(
          late(deadline, grace.plus(LAST))
              + ", nor when it was interrupted: its thread was left behind and may keep a core"
              + " busy",
          guarded.where());
    }
    if (guarded.thrown != null) {
      throw new HungException(
          late(deadline, grace) + ", until it was interrupted", guarded.thrown.getStackTrace());
    }
    return guarded.outcome;
  }

  private static String late(Deadline deadline, Duration grace) {
    return "timed out after "
        + deadline.shown()
        + " (timeout.trial); it did not stop within "
        + Deadline.shown(grace)
        + " more";
  }

  private static final class Guarded implements Runnable {
    private final Supplier<TrainingOutcome> training;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Thread thread; // null before it begins and after it has ended
    private boolean interrupted;
    // Read only after the training has ended.
    private TrainingOutcome outcome;
    private Throwable thrown;

    Guarded(Supplier<TrainingOutcome> training) {
      this.training = training;
    }

    @Override
    public void run() {
      begin();
      try {
        outcome = training.get();
      } catch (Throwable e) {
        // The exception belongs to the trial: the waiting thread throws it again.
        thrown = e;
      } finally {
        end();
      }
    }

    private synchronized void begin() {
      thread = Thread.currentThread();
      if (interrupted) {
        thread.interrupt();
      }
    }

    private void end() {
      synchronized (this) {
        thread = null;
        // The interrupt must not reach the next trial on this thread.
        Thread.interrupted();
      }
      ended.countDown();
    }

    synchronized void interrupt() {
      interrupted = true;
      if (thread != null) {
        thread.interrupt();
      }
    }

    synchronized StackTraceElement[] where() {
      return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    }

    boolean hasEnded() {
      return ended.getCount() == 0;
    }

    boolean await(long nanos) throws InterruptedException {
      return ended.await(Math.max(1, nanos), TimeUnit.NANOSECONDS);
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
