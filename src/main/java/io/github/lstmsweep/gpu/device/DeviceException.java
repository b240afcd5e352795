package io.github.lstmsweep.gpu.device;

/** A call of OpenCL failed. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int OUT_OF_DEVICE_MEMORY = -4;
  private static final int OUT_OF_RESOURCES = -5;

  private final int code;

  DeviceException(String what, int code) {
    super("the device cannot " + what + ": OpenCL error " + code);
    this.code = code;
  }

  DeviceException(String message) {
    super(message);
    this.code = 0;
  }

  /** Returns whether the device lacks memory. */
  public boolean isOutOfMemory() {
    return code == OUT_OF_DEVICE_MEMORY || code == OUT_OF_RESOURCES;
  }
}
