package io.github.lstmsweep.gpu.pack;

/** A device computes other bits than the processor. */
public final class DifferentBitsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param operation that differs
   */
  public DifferentBitsException(String operation) {
    super("fails the self-test: its " + operation + " differs from the processor's");
  }
}
