package io.github.lstmsweep.attempt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The part of this process's Java heap that trials may use, shared among the running trials. A
 * trial waits for its share. Two trials that fit only one at a time therefore run one after the
 * other. Shares are granted first come, first served, so a big trial is never overtaken for ever.
 */
public final class Heap {
  /**
   * Reserve for everything except the corpus. The driver of a local sweep had 30 MB of live objects
   * (jmap -histo:live), and rows are written while trials run.
   */
  private static final long OWN_BYTES = 96L << 20;

  private final long bytes;
  private final Deque<Share> queue = new ArrayDeque<>();
  private final Set<Share> holders = new HashSet<>();
  private long taken;
  private long shared;

  /** Makes a heap of {@code bytes} bytes for trials. */
  public Heap(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("Cannot set a heap to " + bytes + " bytes: must be >= 1");
    }
    this.bytes = bytes;
  }

  private static final class Holder {
    static final Heap HEAP = new Heap(Math.max(1, Runtime.getRuntime().maxMemory() - OWN_BYTES));
  }

  /** Returns the heap of this process. */
  public static Heap ofThisProcess() {
    return Holder.HEAP;
  }

  /**
   * Returns the bytes that all trials together may use. A trial that needs more cannot run here.
   */
  public synchronized long bytes() {
    return Math.max(0, bytes - shared);
  }

  /**
   * Reserves the bytes of a corpus that trials share. The largest value of several calls counts.
   */
  public synchronized void share(long bytesOfAll) {
    shared = Math.max(shared, bytesOfAll);
  }

  /** Waits until {@code wanted} bytes are free and takes them. */
  public Share take(long wanted) throws InterruptedException {
    return take(wanted, () -> {});
  }

  /**
   * Waits until {@code wanted} bytes are free and takes them.
   *
   * @param wanted in bytes
   * @param beforeWaiting runs only if the call has to wait
   * @throws IllegalArgumentException if the heap can never have that many free bytes
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

  /** Returns the number of trials that wait for their share. */
  int waiting() {
    synchronized (this) {
      return queue.size();
    }
  }

  /** A part of the heap, released by {@link #close}. */
  public final class Share implements AutoCloseable {
    private final long wanted;
    private final boolean alone;
    private boolean company;

    private Share(long wanted, boolean alone) {
      this.wanted = wanted;
      this.alone = alone;
    }

    /** Returns whether this share keeps all other trials of this process from running. */
    public boolean isAlone() {
      return alone;
    }

    /** Returns whether another trial ran in this process meanwhile and may have filled the heap. */
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
      // Another sweep of this program may load its corpus while this trial waits. The trial may
      // then want more than the heap will ever have. It runs once it is the only one.
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
