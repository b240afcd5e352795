package io.github.lstmsweep.gpu;

import static org.junit.jupiter.api.Assumptions.abort;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.device.DeviceException;
import io.github.lstmsweep.gpu.device.OpenCl;
import java.util.List;

/**
 * The OpenCL device that tests run on: the first one, which may be PoCL's on the processor. Tests
 * take it only if the property {@code opencl.tests} is true, because a fault of a driver ends the
 * process of all tests.
 */
public final class TestDevice {
  private TestDevice() {}

  /** Returns the device, or skips the test and says so. */
  public static Device get() {
    if (!Boolean.getBoolean("opencl.tests")) {
      System.err.println("SKIPPED: a test of the engine gpu needs -Dopencl.tests=true");
      return abort("-Dopencl.tests=true was not given");
    }
    List<Device> devices;
    try {
      devices = OpenCl.devices();
    } catch (DeviceException | LinkageError e) {
      devices = List.of();
    }
    if (devices.isEmpty()) {
      System.err.println(
          "SKIPPED: a test of the engine gpu needs an OpenCL device, such as Debian's"
              + " pocl-opencl-icd");
      return abort("there is no OpenCL device");
    }
    return devices.get(0);
  }

  /** Returns the device as if its work-groups had at most {@code items} work-items. */
  static Device with(Device device, int items) {
    Device.Limits l = device.limits();
    return with(
        device,
        new Device.Limits(l.globalBytes(), l.allocationBytes(), l.localBytes(), items, l.units()));
  }

  /** Returns the device as if it had these limits. */
  static Device with(Device device, Device.Limits limits) {
    return new Device(
        device.platform(),
        device.handle(),
        device.name(),
        device.driver(),
        device.isGpu(),
        limits,
        device.abilities());
  }
}
