package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, which may be killed. */
final class Child implements AutoCloseable {
  static final long LIMIT_SECONDS = 240;

  private final Path log;
  private final Process process;

  /**
   * Starts a command on two cores.
   *
   * @param log file of its output, which is made
   * @param devices of PoCL, such as {@code basic pthread}
   * @param property of Java, such as {@code a=b}
   * @param arguments words after {@code lstm-sweep}
   */
  Child(Path log, String devices, String property, Object... arguments) throws IOException {
    this(
        log,
        Map.of("POCL_DEVICES", devices),
        List.of("-Dspark.master=local[2]", "-D" + property),
        Main.class,
        arguments);
  }

  /**
   * Starts a program with the class path and the modules of this process.
   *
   * @param log file of its output, which is made
   * @param environment variables that it has beyond those of this process
   * @param options of Java
   */
  Child(
      Path log,
      Map<String, String> environment,
      List<String> options,
      Class<?> program,
      Object... arguments)
      throws IOException {
    this.log = log;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-") || a.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + log.getParent());
    command.add("-XX:ErrorFile=" + log + ".crash");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Asks it to end, as {@code kill} does. */
  void terminate() {
    process.destroy();
  }

  /** Waits for its end and returns its exit code. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
    return process.exitValue();
  }

  /** Returns the lines that it has printed. */
  List<String> printed() throws IOException {
    return Files.readAllLines(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
