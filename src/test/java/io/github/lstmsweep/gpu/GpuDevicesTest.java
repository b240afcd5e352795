package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests which device a trial gets. It needs no device. */
class GpuDevicesTest {
  private final GpuDevice first = device("first");
  private final GpuDevice second = device("second");
  private final GpuDevices devices = new GpuDevices(List.of(first, second));

  private static GpuDevice device(String name) {
    return new GpuDevice(
        new Device(
            0,
            0,
            name,
            "1.0",
            true,
            new Device.Limits(1, 1, 1, 1, 1),
            new Device.Abilities(true, true, true, true)),
        new GpuDevice.Settings(1, Program.OF_ANY_SHAPE, ""));
  }

  @Test
  void trialsThatBeginTogetherAreSharedOut() {
    assertThat(List.of(devices.take(null), devices.take(null), devices.take(null)))
        .containsExactly(first, second, first);
    devices.leave(first);
    devices.leave(first);
    assertThat(devices.take(null)).isSameAs(first);
  }

  @Test
  void anAddressOfSparkNamesADevice() {
    assertThat(devices.take("1")).isSameAs(second);
    assertThat(devices.take("3")).isSameAs(second);
    assertThat(devices.take("GPU-8a5b")).as("the one with fewer trials").isSameAs(first);
  }
}
