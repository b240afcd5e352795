package io.github.lstmsweep.nd4j;

/** A failure in a pack. Any member may have caused it. */
final class PackFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PackFailedException(Throwable cause) {
    super(cause);
  }
}
