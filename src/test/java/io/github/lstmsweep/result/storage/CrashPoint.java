package io.github.lstmsweep.result.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts the calls of a process to a filesystem, and kills it at one of them. Halting after a call
 * is halting before the next.
 */
public final class CrashPoint {
  /** How the process ends. */
  public enum Death {
    /** Killed before the call. */
    BEFORE,
    /** Killed while the call wrote: half of it is there. Calls that write nothing let it live. */
    HALFWAY,
    /** The machine lost power before the call: with the process what was not synced. */
    POWER,
    /** Never. */
    NEVER
  }

  private final Death death;
  private final int at;
  private final List<String> calls = new ArrayList<>();
  private boolean dead;

  public CrashPoint(Death death, int at) {
    this.death = death;
    this.at = at;
  }

  public static CrashPoint never() {
    return new CrashPoint(Death.NEVER, 0);
  }

  /** Whether the process was killed. */
  public synchronized boolean fired() {
    return dead;
  }

  public synchronized int calls() {
    return calls.size();
  }

  public synchronized String last() {
    return calls.get(calls.size() - 1);
  }

  public Death death() {
    return death;
  }

  private boolean isHere() {
    return calls.size() == at;
  }

  /**
   * A call is about to happen.
   *
   * @param half what it leaves where it is killed at half; null where that is nothing
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
