package io.github.lstmsweep.gpu.device;

import java.util.Map;

/** A call of OpenCL failed. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int OUT_OF_DEVICE_MEMORY = -4;
  private static final int OUT_OF_RESOURCES = -5;

  /** The codes that tell a person what to look for. OpenCL has more. */
  private static final Map<Integer, String> NAMES =
      Map.of(
          -2,
          "device not available",
          -3,
          "compiler not available",
          OUT_OF_DEVICE_MEMORY,
          "no memory left on the device",
          OUT_OF_RESOURCES,
          "no resources left on the device",
          -6,
          "no memory left on the machine",
          -54,
          "work-group too large",
          -61,
          "array too large");

  private final int code;

  DeviceException(String what, int code) {
    super("the device cannot " + what + ": OpenCL error " + code + named(code));
    this.code = code;
  }

  DeviceException(String message) {
    super(message);
    this.code = 0;
  }

  private static String named(int code) {
    String name = NAMES.get(code);
    return name == null ? "" : " (" + name + ")";
  }

  /** Returns whether the device lacks memory. */
  public boolean isOutOfMemory() {
    return code == OUT_OF_DEVICE_MEMORY || code == OUT_OF_RESOURCES;
  }
}
