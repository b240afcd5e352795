package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code run} in a process that resolves no name except that of the loopback. */
class UnknownHostTest {
  private static final String SPEC =
      """
      name: nameless
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 4}
        num_epochs: {value: 1}
      """;

  @TempDir Path folder;

  @Test
  void aSweepRunsWhereTheNameOfTheMachineDoesNotResolve() throws Exception {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    File printed = folder.resolve("printed.txt").toFile();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Djdk.net.hosts.file=" + hosts, "-Dspark.master=local[1]", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of("run", spec.toString(), "--out", folder.resolve("out").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_LOCAL_"));
    Process run = builder.redirectErrorStream(true).redirectOutput(printed).start();
    try {
      assertThat(run.waitFor(200, TimeUnit.SECONDS)).as("it ended").isTrue();
    } finally {
      run.destroyForcibly();
    }
    assertThat(run.exitValue()).as(Files.readString(printed.toPath())).isZero();
    assertThat(Files.readString(printed.toPath())).doesNotContain("UnknownHostException");
  }
}
