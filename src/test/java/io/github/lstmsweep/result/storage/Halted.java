package io.github.lstmsweep.result.storage;

/** The process is dead: no code of its may catch it, and no call of its has an effect any more. */
public final class Halted extends Error {
  private static final long serialVersionUID = 1L;

  Halted(String call) {
    super(call);
  }
}
