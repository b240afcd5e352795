package io.github.lstmsweep.attempt;

/**
 * Reports a training that ran on long after its deadline and ignored an interrupt. Its thread was
 * left behind.
 */
public final class HungException extends Exception {
  private static final long serialVersionUID = 1L;

  HungException(String message, StackTraceElement[] where) {
    super(message);
    // The trace shows the hanging training, not the thread that noticed it.
    setStackTrace(where);
  }
}
