package io.github.lstmsweep.nd4j;

/** What went wrong in a pack, which may be any member's doing. */
final class PackFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PackFailedException(Throwable cause) {
    super(cause);
  }
}
