package io.github.lstmsweep.attempt;

/**
 * A training went on long after its deadline and heard no interrupt; its thread was left behind.
 */
public final class HungException extends Exception {
  private static final long serialVersionUID = 1L;

  HungException(String message, StackTraceElement[] where) {
    super(message);
    // Where the training hangs, and not who noticed.
    setStackTrace(where);
  }
}
