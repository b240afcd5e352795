package io.github.lstmsweep.attempt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The Java heap of this process as far as trials may have it, shared out among those that run: a
 * trial waits for its share, so that two which fit alone and not together run one after the other.
 * First come, first served, so that a big one is not passed by for ever.
 */
public final class Heap {
  /**
   * For everything else but the corpus: 30 MB lived on the driver of a local sweep (jmap
   * -histo:live), and rows are made beside trials.
   */
  private static final long OWN_BYTES = 96L << 20;

  private final long bytes;
  private final Deque<Share> queue = new ArrayDeque<>();
  private final Set<Share> holders = new HashSet<>();
  private long taken;
  private long shared;

  /** A heap of which trials may have {@code bytes}. */
  public Heap(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("Cannot set a heap to " + bytes + " bytes: must be >= 1");
    }
    this.bytes = bytes;
  }

  private static final class Holder {
    static final Heap HEAP = new Heap(Math.max(1, Runtime.getRuntime().maxMemory() - OWN_BYTES));
  }

  /** The one of this process. */
  public static Heap ofThisProcess() {
    return Holder.HEAP;
  }

  /** What trials may have together; one that needs more cannot run here. */
  public synchronized long bytes() {
    return Math.max(0, bytes - shared);
  }

  /** Keeps from trials what they read together, their corpus; of several the largest counts. */
  public synchronized void share(long bytesOfAll) {
    shared = Math.max(shared, bytesOfAll);
  }

  /** Waits until so much is free, and takes it. */
  public Share take(long wanted) throws InterruptedException {
    return take(wanted, () -> {});
  }

  /**
   * Waits until so much is free, and takes it.
   *
   * @param beforeWaiting is done only where that takes time
   * @throws IllegalArgumentException where the heap never has so much
   */
  public Share take(long wanted, Runnable beforeWaiting) throws InterruptedException {
    if (wanted > bytes()) {
      throw new IllegalArgumentException(
          "Cannot take " + wanted + " bytes of a heap: must be at most " + bytes());
    }
    return new Share(wanted, false).await(beforeWaiting);
  }

  /** Waits until no other trial runs in this process, and keeps others from starting. */
  public Share takeAll() throws InterruptedException {
    return new Share(bytes(), true).await(() -> {});
  }

  /** How many wait for their turn. */
  int waiting() {
    synchronized (this) {
      return queue.size();
    }
  }

  /** A part of the heap, given back when closed. */
  public final class Share implements AutoCloseable {
    private final long wanted;
    private final boolean alone;
    private boolean company;

    private Share(long wanted, boolean alone) {
      this.wanted = wanted;
      this.alone = alone;
    }

    /** Whether no other trial runs in this process meanwhile. */
    public boolean isAlone() {
      return alone;
    }

    /** Whether another trial ran in this process meanwhile, and may have used up the heap. */
    public boolean hadCompany() {
      synchronized (Heap.this) {
        return company;
      }
    }

    private Share await(Runnable beforeWaiting) throws InterruptedException {
      synchronized (Heap.this) {
        queue.add(this);
        try {
          if (mustWait()) {
            beforeWaiting.run();
          }
          while (mustWait()) {
            Heap.this.wait();
          }
          taken += wanted;
          holders.forEach(other -> other.company = true);
          company = !holders.isEmpty();
          holders.add(this);
          return this;
        } finally {
          queue.remove(this);
          Heap.this.notifyAll();
        }
      }
    }

    private boolean mustWait() {
      if (queue.peek() != this) {
        return true;
      }
      // Another sweep of this program may bring its corpus while this one waits: it may then want
      // more than there will ever be, and goes once it is the only one.
      return !holders.isEmpty()
          && (alone || taken + wanted > bytes() || holders.stream().anyMatch(Share::isAlone));
    }

    @Override
    public void close() {
      synchronized (Heap.this) {
        if (holders.remove(this)) {
          taken -= wanted;
          Heap.this.notifyAll();
        }
      }
    }
  }
}
