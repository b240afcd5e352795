package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a user starts, and its output. Everything listens on loopback only. */
final class Command implements AutoCloseable {
  private static final long LIMIT_MINUTES = 5;

  private final Path out;
  private final Path err;
  private final Process process;

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a program.
   *
   * @param logs folder for its output
   * @param name name of its logs in that folder
   */
  static Command start(
      Path logs, String name, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = logs.resolve(name + ".out");
    Path err = logs.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> all = builder.environment();
    all.keySet().removeIf(key -> key.startsWith("SPARK_") || key.startsWith("HADOOP_"));
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("SPARK_LOCAL_IP", "127.0.0.1");
    all.put("SPARK_SCALA_VERSION", "2.13");
    // One machine of 2 cores runs all daemons.
    all.put("SPARK_DAEMON_MEMORY", "256m");
    all.putAll(environment);
    return new Command(builder.start(), out, err);
  }

  Process process() {
    return process;
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** Waits for the end of the program and returns its exit code. */
  int exitCode() throws InterruptedException, IOException {
    boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
    assertThat(ended).as("it ends: %s%n%s", out(), err()).isTrue();
    return process.exitValue();
  }

  /** Waits for the end of the program, whose exit code must be 0. */
  Command succeeds() throws InterruptedException, IOException {
    assertThat(exitCode()).as("exit code of %s%n%s", out(), err()).isZero();
    return this;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
