package io.github.lstmsweep.gpu;

/** There is no OpenCL device that computes the bits of the processor. */
final class NoDeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoDeviceException(String message) {
    super(message);
  }
}
