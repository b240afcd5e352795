package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.device.Device;

/** A trial does not fit into the memory that is left on a device. */
final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoRoomException(Device device) {
    super("the trial does not fit the memory left on " + device.name());
  }
}
