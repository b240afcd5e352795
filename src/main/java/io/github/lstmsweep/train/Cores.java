package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.ShardRunner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;

/**
 * The cores of this process. Each trial has one core. At a sweep's end, or with a single trial,
 * cores are idle. A minibatch then borrows idle cores and returns them at its end. The result of a
 * trial does not depend on the number of cores that it got.
 */
public final class Cores implements ShardRunner {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "lstm-sweep-shard");
            thread.setDaemon(true);
            return thread;
          });

  private final AtomicInteger idle;
  private final LongAdder borrowedNanos = new LongAdder();

  /**
   * Makes {@code count} cores. Trials may take more, and then none is idle.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public Cores(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Cannot set cores to " + count + ": must be at least 1");
    }
    idle = new AtomicInteger(count);
  }

  /** Starts a trial on the calling thread, which now has a core. */
  public void enter() {
    idle.decrementAndGet();
  }

  /** Ends a trial and frees its core. */
  public void leave() {
    idle.incrementAndGet();
  }

  /** Returns the core-seconds that trials had on borrowed cores since the last call. */
  public double takeBorrowedSeconds() {
    return borrowedNanos.sumThenReset() / 1e9;
  }

  @Override
  public void run(int shards, IntConsumer work) {
    int borrowed = borrow(shards - 1);
    if (borrowed == 0) {
      SEQUENTIAL.run(shards, work);
      return;
    }
    try {
      share(shards, work, borrowed);
    } finally {
      idle.addAndGet(borrowed);
    }
  }

  private int borrow(int wanted) {
    while (true) {
      int now = idle.get();
      int borrowed = Math.min(wanted, now);
      if (borrowed <= 0) {
        return 0;
      }
      if (idle.compareAndSet(now, now - borrowed)) {
        return borrowed;
      }
    }
  }

  private void share(int shards, IntConsumer work, int helpers) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(helpers);
    Runnable loop =
        () -> {
          for (int s = next.getAndIncrement(); s < shards; s = next.getAndIncrement()) {
            work.accept(s);
          }
        };
    Runnable helper =
        () -> {
          long begin = System.nanoTime();
          try {
            loop.run();
          } catch (Throwable e) {
            // The failure belongs to the trial, whose thread throws it again.
            failure.compareAndSet(null, e);
          } finally {
            borrowedNanos.add(System.nanoTime() - begin);
            done.countDown();
          }
        };
    for (int i = 0; i < helpers; i++) {
      try {
        THREADS.execute(helper);
      } catch (OutOfMemoryError e) {
        // No more threads can start: the trial continues with those it has.
        done.countDown();
      }
    }
    try {
      loop.run();
    } finally {
      awaitAll(done);
    }
    Throwable e = failure.get();
    if (e instanceof RuntimeException exception) {
      throw exception;
    }
    if (e instanceof Error error) {
      throw error;
    }
  }

  /** Waits even after an interrupt, because the helpers write into the trial's arrays. */
  private static void awaitAll(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
