package io.github.lstmsweep.result.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts a process's calls to a filesystem and kills it at one of them. A death after one call is a
 * death before the next.
 */
public final class CrashPoint {
  /** The way the process ends. */
  public enum Death {
    /** The process is killed before the call. */
    BEFORE,
    /**
     * The process is killed during a write, which leaves half of it. Calls that write nothing are
     * safe.
     */
    HALFWAY,
    /** The machine loses power before the call: everything that was not synced is lost too. */
    POWER,
    /** The process does not die. */
    NEVER
  }

  private final Death death;
  private final int at;
  private final List<String> calls = new ArrayList<>();
  private boolean dead;

  /** Makes a crash point at the call with number {@code at}, from 1. */
  public CrashPoint(Death death, int at) {
    this.death = death;
    this.at = at;
  }

  /** Returns a crash point that never fires. */
  public static CrashPoint never() {
    return new CrashPoint(Death.NEVER, 0);
  }

  /** Returns whether the process was killed. */
  public synchronized boolean fired() {
    return dead;
  }

  /** Returns the number of calls so far. */
  public synchronized int calls() {
    return calls.size();
  }

  /** Returns the last call, as text. */
  public synchronized String last() {
    return calls.get(calls.size() - 1);
  }

  /** Returns the way the process ends. */
  public Death death() {
    return death;
  }

  private boolean isHere() {
    return calls.size() == at;
  }

  /**
   * Counts a call that is about to happen, and may kill the process.
   *
   * @param half makes the part of the call that is done if it is killed halfway; null if it writes
   *     nothing
   * @param powerCut removes everything that is not synced
   */
  synchronized void step(String call, Runnable half, Runnable powerCut) {
    if (dead) {
      throw new Halted(call);
    }
    calls.add(call);
    if (!isHere()) {
      return;
    }
    switch (death) {
      case BEFORE -> die(call);
      case HALFWAY -> {
        if (half != null) {
          half.run();
          die(call);
        }
      }
      case POWER -> {
        powerCut.run();
        die(call);
      }
      case NEVER -> {}
    }
  }

  private void die(String call) {
    dead = true;
    throw new Halted(call);
  }
}
