package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.gpu.device.Compilation;
import io.github.lstmsweep.gpu.device.Computer;
import io.github.lstmsweep.nn.NetworkState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Trains models of one shape together on one device. Each model has a thread, which asks for one
 * minibatch at a time. A batch takes whatever was asked for meanwhile, so no model waits for the
 * slowest, and a place that a model leaves goes to the next one. Two batches may be under way: the
 * device computes one while the results of the other are read.
 */
public final class Pack implements AutoCloseable {
  /** Batches under way: the device computes one while the results of another one are read. */
  public static final int LANES = 2;

  /** Milliseconds after which a waiting model looks at its deadline. */
  private static final long LOOK = 100;

  private final Bench bench;
  private final Object queue = new Object(); // guards the device's queue
  private final Deque<Request> asked = new ArrayDeque<>();
  private final BitSet taken = new BitSet();
  private final List<Thread> threads = new ArrayList<>();
  private RuntimeException broken; // null while the device works
  private boolean isClosed;
  private final Object checking = new Object();
  private boolean isChecked;
  private DifferentBitsException different; // null if the check passed
  private int largestBatch;
  private Computer.Reading latest; // guarded by queue; null before the first batch
  private long batches; // guarded by queue
  private long ahead; // guarded by queue

  /** A pack whose bench it closes. */
  public Pack(Bench bench, Data data) {
    this.bench = bench;
    List<Lane> lanes = new ArrayList<>();
    try {
      for (int i = 0; i < LANES; i++) {
        lanes.add(new Lane(bench, data.values()));
      }
    } catch (RuntimeException | Error e) {
      lanes.forEach(Lane::close);
      throw e;
    }
    for (Lane lane : lanes) {
      Thread thread = new Thread(() -> serve(lane), "lstm-sweep-gpu");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Takes a place, or returns -1 if all are taken. */
  public synchronized int tryTake() {
    int place = taken.nextClearBit(0);
    if (broken != null || place >= bench.plan().places()) {
      return -1;
    }
    taken.set(place);
    return place;
  }

  /** Gives a place back. */
  public synchronized void free(int place) {
    taken.clear(place);
  }

  /** Returns whether no place is taken. */
  public synchronized boolean isEmpty() {
    return taken.isEmpty();
  }

  /**
   * Runs the check of this pack's kernels, unless it has been run. Other models wait for its end.
   *
   * @throws DifferentBitsException if the check has failed, now or before
   */
  public void checkOnce(Runnable check) {
    synchronized (checking) {
      if (!isChecked) {
        isChecked = true;
        try {
          Compilation.during(check);
        } catch (DifferentBitsException e) {
          different = e;
        }
      }
      if (different != null) {
        throw different;
      }
    }
  }

  /** The number of minibatches in the largest batch so far. */
  public synchronized int largestBatch() {
    return largestBatch;
  }

  /**
   * The requests to the device's queue, counted.
   *
   * @param batches of minibatches
   * @param ahead those that were in the queue before the device had done the batch before
   * @param asked of the device by the host
   * @param arrayBytes of all arrays on the device, with those of the data
   */
  public record Counts(long batches, long ahead, Computer.Counts asked, long arrayBytes) {}

  /** Returns what has happened so far. */
  public Counts counts() {
    synchronized (queue) {
      Computer of = bench.computer();
      return new Counts(batches, ahead, of.counts(), of.arrayBytes());
    }
  }

  /** Returns the bytes that it takes on the device. */
  public long bytes() {
    return bench.plan().bytes();
  }

  /**
   * Asks for a minibatch and waits for the answer.
   *
   * @param check runs now and then while it waits; an exception ends the wait
   */
  public void ask(Request request, Runnable check) {
    synchronized (this) {
      asked.add(request);
      notifyAll();
      RuntimeException stop = null;
      while (!request.isDone) {
        if (broken != null && asked.remove(request)) {
          throw broken;
        }
        stop = stop == null ? await(check) : stop;
        if (stop != null && asked.remove(request)) {
          throw stop;
        }
      }
      if (stop != null) {
        throw stop;
      }
      if (request.failure != null) {
        throw request.failure;
      }
    }
  }

  /** Waits a little; returns why the model must stop, if it must. The caller looks again. */
  @SuppressWarnings("WaitNotInLoop")
  private RuntimeException await(Runnable check) {
    boolean interrupted = false;
    try {
      wait(LOOK);
    } catch (InterruptedException e) {
      interrupted = true;
      Thread.currentThread().interrupt();
    }
    try {
      check.run();
    } catch (RuntimeException e) {
      // While it is computed, the device still reads the request. The flag would end each wait.
      Thread.interrupted();
      interruptedLater(interrupted);
      return e;
    }
    return interrupted ? new CancellationException("interrupted between minibatches") : null;
  }

  private static void interruptedLater(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sets the state of a place. */
  public void set(int place, NetworkState state) {
    alone(
        () -> {
          bench.set(place, state.parameters(), state.first(), state.second());
          return place;
        });
  }

  /** Returns the parameters of a place, in the canonical order. */
  public float[] parameters(int place) {
    return alone(() -> bench.parameters(place));
  }

  /** Returns the velocity of momentum or Adam's first moment, in the canonical order. */
  public float[] first(int place) {
    return alone(() -> bench.first(place));
  }

  /** Returns Adam's second moment, in the canonical order. */
  public float[] second(int place) {
    return alone(() -> bench.second(place));
  }

  /** The gradient of a place's last minibatch of training, in the canonical order. */
  public float[] gradient(int place) {
    return alone(() -> bench.gradient(place));
  }

  private <T> T alone(Supplier<T> work) {
    synchronized (queue) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        breakWith(e);
        throw e;
      }
    }
  }

  private synchronized void breakWith(RuntimeException e) {
    if (broken == null) {
      broken = e;
    }
    notifyAll();
  }

  private void serve(Lane lane) {
    try {
      while (true) {
        List<Request> batch = next();
        if (batch.isEmpty()) {
          return;
        }
        RuntimeException failure = null;
        try {
          compute(lane, batch);
        } catch (RuntimeException e) {
          failure = e;
        } catch (Error e) {
          failure = new IllegalStateException("the device's thread failed: " + e, e);
        }
        answered(batch, failure);
      }
    } finally {
      lane.close();
    }
  }

  private void compute(Lane lane, List<Request> batch) {
    List<Request> minibatches = batch.stream().filter(r -> r.starts.length > 0).toList();
    List<Request> updates = batch.stream().filter(r -> r.starts.length == 0).toList();
    Computer.Reading reading = null;
    synchronized (queue) {
      if (!updates.isEmpty()) {
        bench.update(lane, updates);
      }
      if (!minibatches.isEmpty()) {
        reading = bench.start(lane, minibatches);
        batches++;
        ahead += latest != null && !latest.isReached() ? 1 : 0;
        latest = reading;
      }
    }
    if (reading != null) {
      reading.await();
      lane.answer(minibatches);
    }
  }

  private synchronized void answered(List<Request> batch, RuntimeException failure) {
    for (Request request : batch) {
      request.failure = failure;
      request.isDone = true;
    }
    if (failure != null) {
      breakWith(failure);
    }
    notifyAll();
  }

  /** The next batch: what was asked for by now. Empty if the pack is closed. */
  private synchronized List<Request> next() {
    while (asked.isEmpty() || broken != null) {
      if (isClosed) {
        return List.of();
      }
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose.
      }
    }
    List<Request> batch = new ArrayList<>();
    Iterator<Request> each = asked.iterator();
    while (each.hasNext() && batch.size() < bench.plan().jobs()) {
      batch.add(each.next());
      each.remove();
    }
    largestBatch = Math.max(largestBatch, batch.size());
    return batch;
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    for (Thread thread : threads) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      interruptedLater(interrupted);
    }
    bench.close();
  }
}
