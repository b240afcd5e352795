package io.github.lstmsweep.spark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a class of the tests' class path in its own Java process, which listens on loopback only.
 */
public final class JavaProcess {
  /**
   * The options that start fastest. A trial computes equal bits under every compiler and collector.
   */
  static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlstmsweep.kernels=scalar");

  private JavaProcess() {}

  /** Returns the class path without the jars that a Spark cluster does not need. */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(p -> !p.matches(".*(minicluster|deeplearning4j|nd4j|dl4j|openblas|javacpp).*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the options that open Java's modules to Spark, as this process got them. */
  public static List<String> opened() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-opens") || a.startsWith("-Djdk."))
        .toList();
  }

  /** Starts a main class; its output goes to {@code log}. */
  static Process start(
      Path log, Map<String, String> environment, List<String> options, List<String> mainAndArgs)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(opened());
    command.addAll(OPTIONS);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath()));
    command.addAll(mainAndArgs);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().putAll(environment);
    return builder.start();
  }
}
