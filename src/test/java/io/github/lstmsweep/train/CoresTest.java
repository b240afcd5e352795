package io.github.lstmsweep.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CoresTest {
  @Test
  void everyShardRunsOnce() {
    for (int count = 1; count <= 5; count++) {
      Cores cores = new Cores(count);
      cores.enter();
      AtomicIntegerArray runs = new AtomicIntegerArray(4);
      cores.run(4, runs::incrementAndGet);
      assertThat(runs.toString()).isEqualTo("[1, 1, 1, 1]");
      cores.leave();
    }
  }

  @Test
  void aLoneTrialBorrowsTheIdleCores() {
    Cores cores = new Cores(3);
    cores.enter();
    assertThat(threads(cores, 3)).hasSize(3);
  }

  @Test
  void theTimeOnBorrowedCoresIsToldOnce() throws InterruptedException {
    Cores cores = new Cores(2);
    cores.enter();
    cores.run(1, s -> {});
    assertThat(cores.takeBorrowedSeconds()).isZero();
    CountDownLatch both = new CountDownLatch(2);
    cores.run(
        2,
        s -> {
          both.countDown();
          meetAfter(both);
        });
    assertThat(cores.takeBorrowedSeconds()).isPositive();
    assertThat(cores.takeBorrowedSeconds()).isZero();
  }

  /** Waits until both shards run, so that each has a core of its own. */
  private static void meetAfter(CountDownLatch both) {
    try {
      assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTrialBesideOthersHasItsOwnCoreOnly() {
    Cores cores = new Cores(2);
    cores.enter();
    cores.enter();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    cores.run(4, s -> threads.add(Thread.currentThread()));
    assertThat(threads).containsExactly(Thread.currentThread());
    cores.leave();
    assertThat(threads(cores, 2)).hasSize(2);
  }

  @Test
  void whatAShardThrowsOnABorrowedCoreReachesTheTrialAndTheCoreComesBack() {
    Cores cores = new Cores(2);
    cores.enter();
    CyclicBarrier both = new CyclicBarrier(2);
    Thread own = Thread.currentThread();
    assertThatThrownBy(
            () ->
                cores.run(
                    2,
                    s -> {
                      meet(both);
                      if (Thread.currentThread() != own) {
                        throw new IllegalStateException("shard");
                      }
                    }))
        .hasMessage("shard");
    assertThat(threads(cores, 2)).hasSize(2);
  }

  @Test
  void anInterruptedTrialWaitsForItsShardsAndStaysInterrupted() {
    Cores cores = new Cores(2);
    cores.enter();
    ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
    Thread.currentThread().interrupt();
    cores.run(4, done::add);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  /** Returns the threads that run {@code expected} shards, which wait for each other. */
  private static Set<Thread> threads(Cores cores, int expected) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CyclicBarrier all = new CyclicBarrier(expected);
    cores.run(
        expected,
        s -> {
          threads.add(Thread.currentThread());
          meet(all);
        });
    return threads;
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the shards did not run at the same time", e);
    }
  }
}
