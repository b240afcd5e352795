package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.device.DeviceException;
import io.github.lstmsweep.gpu.device.OpenCl;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the kind of GPU that a prediction is for. */
public final class DeviceChoice {
  private DeviceChoice() {}

  /**
   * Returns the kind with this key, or that of this machine's first GPU.
   *
   * @throws UserException if there is no such kind, or if this machine has no GPU that is known
   */
  public static DeviceFigures of(Optional<String> key) {
    return of(key, OpenCl::devices);
  }

  static DeviceFigures of(Optional<String> key, Supplier<List<Device>> here) {
    if (key.isPresent()) {
      return KnownDevices.named(key.get());
    }
    Device gpu =
        devices(here).stream()
            .filter(Device::isGpu)
            .findFirst()
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot take the GPUs of this machine: must have one with an OpenCL driver,"
                            + " or a device must be named: "
                            + KnownDevices.keys()));
    return KnownDevices.reported(gpu.name())
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot predict for this machine's GPU "
                        + gpu.name()
                        + ": its figures are not known, and a known device must be named: "
                        + KnownDevices.keys()));
  }

  private static List<Device> devices(Supplier<List<Device>> here) {
    try {
      return here.get();
    } catch (DeviceException | LinkageError e) {
      return List.of(); // no library, no driver, or no binding
    }
  }
}
