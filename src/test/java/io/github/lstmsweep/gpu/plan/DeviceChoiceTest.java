package io.github.lstmsweep.gpu.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.gpu.device.Device;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which kind of GPU a prediction is for. */
class DeviceChoiceTest {
  private static Device device(String name, boolean isGpu) {
    return new Device(
        1,
        1,
        name,
        "1",
        isGpu,
        new Device.Limits(1, 1, 1, 1, 1),
        new Device.Abilities(true, true, true, true));
  }

  private static DeviceFigures here(Device... devices) {
    return DeviceChoice.of(Optional.empty(), () -> List.of(devices));
  }

  @Test
  void theFirstGpuOfThisMachineIsTaken() {
    assertThat(here(device("cpu", false), device("NVIDIA A100-SXM4-40GB", true)).key())
        .isEqualTo("a100-40gb");
    assertThat(here(device("NVIDIA H100 80GB HBM3", true)).key()).isEqualTo("h100");
    assertThat(here(device("Intel(R) Data Center GPU Max 1550", true)).key()).isEqualTo("max-1550");
  }

  @Test
  void aMachineWithoutAKnownGpuNeedsAName() {
    assertThatThrownBy(() -> here(device("cpu", false)))
        .hasMessage(
            "Cannot take the GPUs of this machine: must have one with an OpenCL driver, or a device"
                + " must be named: "
                + KnownDevices.keys());
    assertThatThrownBy(() -> here(device("NVIDIA H100 PCIe", true)))
        .hasMessageStartingWith("Cannot predict for this machine's GPU NVIDIA H100 PCIe: ");
    assertThatThrownBy(
            () ->
                DeviceChoice.of(
                    Optional.empty(),
                    () -> {
                      throw new UnsatisfiedLinkError("no lwjgl");
                    }))
        .hasMessageStartingWith("Cannot take the GPUs of this machine");
  }
}
