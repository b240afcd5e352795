package io.github.lstmsweep.result.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
  private static final String BOOT = "0f9c1a2b-3c4d-5e6f-7a8b-9c0d1e2f3a4b";

  @TempDir Path folder;

  @Test
  void aNameThatResolvesIsTaken() throws IOException {
    assertThat(ThisMachine.name(() -> "node-1.cluster", kernelName("node-1"), BOOT))
        .isEqualTo("node-1.cluster");
  }

  @Test
  void aNameThatDoesNotResolveIsTheKernels() throws IOException {
    assertThat(ThisMachine.name(ThisMachineTest::unknown, kernelName("vm\n"), BOOT))
        .isEqualTo("vm");
  }

  @Test
  void twoMachinesWithoutANameAreTwo() throws IOException {
    Path none = kernelName("(none)\n");
    assertThat(ThisMachine.name(ThisMachineTest::unknown, none, BOOT))
        .isEqualTo("unknown-0f9c1a2b");
    Path absent = folder.resolve("absent");
    String one = ThisMachine.name(ThisMachineTest::unknown, absent, "");
    assertThat(one).matches("unknown-[0-9a-f]{8}");
    assertThat(ThisMachine.name(ThisMachineTest::unknown, absent, "")).isNotEqualTo(one);
  }

  private Path kernelName(String name) throws IOException {
    return Files.writeString(folder.resolve("hostname"), name);
  }

  private static String unknown() throws UnknownHostException {
    throw new UnknownHostException("vm: vm: Name or service not known");
  }
}
