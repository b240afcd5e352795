package io.github.lstmsweep.result.storage;

/**
 * Says that the process is dead. None of its code may catch this, and its calls have no effect any
 * more.
 */
public final class Halted extends Error {
  private static final long serialVersionUID = 1L;

  Halted(String call) {
    super(call);
  }
}
