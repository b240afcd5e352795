package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The embedded Spark listens, as any Spark does, and answers only itself. */
@EnabledOnOs(OS.LINUX)
class ClosedPortsTest {
  @ParameterizedTest
  @ValueSource(strings = {"sweep", "queries", "scoring"})
  void nobodyWithoutTheSecretIsAnsweredAtAnyPort(String kind) throws Exception {
    Process spark = start(kind, "-Dspark.master=local[1]");
    try {
      List<InetSocketAddress> ports = portsOf(spark);
      assertThat(ports)
          .allSatisfy(port -> assertThat(port.getAddress().isLoopbackAddress()).isTrue())
          .allSatisfy(
              port -> assertThat(Stranger.knockAt(port)).matches(Stranger.Answers::areRefusals));
    } finally {
      end(spark);
    }
  }

  /** Proves that the stranger above knocks at all. */
  @Test
  void withoutASecretEveryPortAnswersAnybody() throws Exception {
    Process spark = start("queries", "-Dspark.master=local[1]", "-Dspark.authenticate=false");
    try {
      List<Stranger.Answers> answers = portsOf(spark).stream().map(Stranger::knockAt).toList();
      assertThat(answers)
          .noneMatch(Stranger.Answers::areRefusals)
          .anyMatch(answer -> answer.toMessage().startsWith("reached "))
          .anyMatch(answer -> answer.toBlocks().contains("Block rdd_7_7 not found"));
    } finally {
      end(spark);
    }
  }

  private static List<InetSocketAddress> portsOf(Process spark) throws IOException {
    BufferedReader lines = spark.inputReader();
    List<String> said = new ArrayList<>();
    String line = lines.readLine();
    while (line != null && !line.startsWith(HeldSession.READY)) {
      said.add(line);
      line = lines.readLine();
    }
    assertThat(line).as(String.join("\n", said)).isEqualTo(HeldSession.READY + " on local[1]");
    List<InetSocketAddress> ports = ListeningPorts.of(spark.pid());
    assertThat(ports).as("of messages and of blocks").hasSizeGreaterThanOrEqualTo(2);
    return ports;
  }

  private static Process start(String kind, String... properties) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-") || a.startsWith("-Djdk."))
        .forEach(command::add);
    command.add("-Xmx512m");
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(HeldSession.class.getName(), kind));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static void end(Process spark) throws InterruptedException, IOException {
    spark.getOutputStream().close();
    assertThat(spark.waitFor()).isZero();
  }
}
