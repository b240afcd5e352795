package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  void anAddressOfSparkIsThePlaceOfADevice() {
    assertThat(devices.take("0")).isSameAs(first);
    assertThat(devices.take("1")).isSameAs(second);
  }

  @Test
  void anAddressOutOfRangeIsCountedRound() {
    assertThat(devices.take("2")).isSameAs(first);
    assertThat(devices.take("3")).isSameAs(second);
    assertThat(devices.take("999999999")).isSameAs(second);
  }

  @Test
  void tasksOfOneAddressShareItsDevice() {
    for (String address : List.of("1", "GPU-8a5b", "-1", "99999999999999999999", "")) {
      GpuDevice given = devices.take(address);
      assertThat(devices.take(address)).as(address).isSameAs(given);
      assertThat(devices.take(address)).as(address).isSameAs(given);
    }
  }

  @Test
  void anAddressThatIsNoNumberGetsTheDeviceWithTheFewestTrials() {
    devices.take("0");
    assertThat(devices.take("GPU-8a5b")).isSameAs(second);
    devices.take("1");
    devices.take("1");
    assertThat(devices.take("GPU-11ce")).isSameAs(first);
    devices.take("0");
    devices.take("0");
    assertThat(devices.take("GPU-11ce")).as("it stays").isSameAs(first);
  }

  /** Two executors on a machine see both of its devices. Each knows its own address only. */
  @Test
  void processesWithDifferentNamesDoNotAllTakeTheFirstDevice() {
    Set<GpuDevice> taken = new HashSet<>();
    for (int gpu = 0; gpu < 8; gpu++) {
      taken.add(new GpuDevices(List.of(first, second)).take("GPU-" + gpu));
      taken.forEach(device -> device.count(-device.trials()));
    }
    assertThat(taken).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aProcessWithOneDeviceUsesItForEveryAddress() {
    GpuDevices one = new GpuDevices(List.of(first));
    for (String address : List.of("0", "7", "GPU-8a5b", "-1")) {
      assertThat(one.take(address)).as(address).isSameAs(first);
    }
  }
}
