package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.gpu.device.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests which devices are refused, and in which words. */
class SelfTestTest {
  /** A build option by which a quotient is rounded twice. */
  private static final String WRONG = "-DWRONG_DIVISION";

  @Test
  void aGoodDevicePasses() {
    Device device = TestDevice.get();
    SelfTest.of(device, "");
    GpuDevices devices = GpuDevices.find(() -> List.of(device, device), "");
    assertThat(devices.all()).hasSize(2);
  }

  @Test
  void aDeviceThatDividesWronglyIsRefusedByName() {
    Device device = TestDevice.get();
    assertThatThrownBy(() -> GpuDevices.find(() -> List.of(device), WRONG))
        .isInstanceOf(NoDeviceException.class)
        .hasMessage(
            device.name() + " fails the self-test: its division differs from the processor's");
  }

  @Test
  void aDeviceWithoutWhatIsNeededIsRefused() {
    Device device =
        new Device(
            0,
            0,
            "Old card",
            "1.0",
            true,
            new Device.Limits(1, 1, 1, 1, 1),
            new Device.Abilities(true, false, true, false));
    assertThatThrownBy(() -> GpuDevices.find(() -> List.of(device), ""))
        .hasMessage("Old card lacks denormal floats, double precision");
  }

  @Test
  void aMachineWithoutALibraryOrADeviceIsToldSo() {
    assertThatThrownBy(() -> GpuDevices.find(List::of, "")).hasMessage("there is no OpenCL device");
    assertThatThrownBy(
            () ->
                GpuDevices.find(
                    () -> {
                      throw new UnsatisfiedLinkError("no lwjgl");
                    },
                    ""))
        .hasMessage("the natives of LWJGL cannot be loaded: no lwjgl");
  }

  @Test
  void kernelsThatDoNotBuildLeaveTheCompilersLog() throws Exception {
    Device device = TestDevice.get();
    assertThatThrownBy(() -> GpuDevices.find(() -> List.of(device), "-Dquotient=1"))
        .isInstanceOf(NoDeviceException.class)
        .satisfies(
            e -> {
              Matcher said =
                  Pattern.compile(
                          ".*: its compiler refuses the kernels: .* \\(all of it is in (.*)\\)")
                      .matcher(e.getMessage());
              assertThat(e.getMessage()).matches(said.pattern());
              assertThat(said.matches()).isTrue();
              Path log = Path.of(said.group(1));
              assertThat(Files.readString(log)).contains("error");
              Files.delete(log);
            });
  }

  @Test
  void withoutTheBindingThereIsAClearLine() {
    assertThatThrownBy(() -> GpuEngine.requireIn(ClassLoader.getPlatformClassLoader()))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot train with the engine gpu without LWJGL: ");
  }
}
