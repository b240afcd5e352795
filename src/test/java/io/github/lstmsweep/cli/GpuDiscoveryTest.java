package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests Spark's discovery script with programs and a list of the kernel that are not real. */
@DisabledOnOs(OS.WINDOWS)
class GpuDiscoveryTest {
  private static final String NONE = "#!/bin/sh\nexit 9\n";

  @TempDir Path folder;

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs the script; programs that a test does not make fail. Returns its output and exit code. */
  private String found() throws Exception {
    for (String name : new String[] {"nvidia-smi", "rocm-smi", "clinfo"}) {
      if (!Files.exists(folder.resolve(name))) {
        program(name, NONE);
      }
    }
    ProcessBuilder script = new ProcessBuilder("bash", "submit/gpus.sh").redirectErrorStream(true);
    script.environment().merge("PATH", folder + ":", (old, first) -> first + old);
    script.environment().put("LSTM_SWEEP_KFD", folder.resolve("kfd").toString());
    Process process = script.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return said + " " + process.waitFor();
  }

  private static String addresses(String list) {
    return "{\"name\": \"gpu\", \"addresses\": [" + list + "]} 0";
  }

  @Test
  void nvidiaSmiComesFirst() throws Exception {
    program("nvidia-smi", "#!/bin/sh\nprintf '0\\n1\\n'\n");
    program("rocm-smi", "#!/bin/sh\nprintf 'card0,x\\n'\n");
    assertThat(found()).isEqualTo(addresses("\"0\",\"1\""));
  }

  @Test
  void rocmSmiListsCards() throws Exception {
    program("rocm-smi", "#!/bin/sh\nprintf 'device,Device ID\\ncard1,0x74a1\\ncard2,0x74a1\\n'\n");
    assertThat(found()).isEqualTo(addresses("\"0\",\"1\""));
  }

  @Test
  void theKernelListsNodesOfWhichProcessorsHaveNoSimd() throws Exception {
    for (int node = 0; node < 3; node++) {
      Path of = Files.createDirectories(folder.resolve("kfd").resolve("" + node));
      Files.writeString(
          of.resolve("properties"),
          "cpu_cores_count 8\nsimd_count " + (node == 0 ? 0 : 1216) + "\n");
    }
    assertThat(found()).isEqualTo(addresses("\"0\",\"1\""));
  }

  @Test
  void clinfoIsTheLastWayAndAProcessorIsNoGpu() throws Exception {
    String lines =
        "Platform #0: Intel(R) OpenCL Graphics\\n `-- Device #0: Intel(R) Data Center GPU Max 1550"
            + "\\nPlatform #1: Portable Computing Language\\n `-- Device #0: pthread-znver4\\n";
    program("clinfo", "#!/bin/sh\nprintf '" + lines + "'\n");
    assertThat(found()).isEqualTo(addresses("\"0\""));
  }

  @Test
  void aMachineWithoutAGpuIsReported() throws Exception {
    assertThat(found())
        .matches(
            "gpus\\.sh: neither nvidia-smi, rocm-smi, the list of /sys/class/kfd nor clinfo finds a"
                + " GPU on \\S+ 1");
  }
}
