package io.github.lstmsweep.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder for SPARK_HOME: the distribution of {@code -Dspark.home}, or one made of Maven's jars.
 * The two programs of the latter are Spark's own, without the parts that a user could set.
 */
final class SparkHome {
  /** The jars that no Spark has. The sweep's libraries are in its jar. */
  private static final String NOT_SPARKS =
      ".*/(target/.*|hadoop-client-minicluster|kubernetes-server-mock|mockwebserver|archunit"
          + "|assertj|byte-buddy|junit|opentest4j|apiguardian|jmh|picocli|bcp|bcutil|jaxb|deeplearning4j|dl4j|nd4j"
          + "|openblas|javacpp|jna|oshi|lwjgl).*";

  private static final String SPARK_CLASS =
      """
      #!/usr/bin/env bash
      # As Spark's own: its launcher says how to start Java, in words that end with NUL, after an empty line.
      set -euo pipefail
      command=()
      while IFS= read -r -d '' word; do
        command+=("${word#$'\\n'}")
      done < <("$JAVA_HOME/bin/java" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
      exec "${command[@]:1}"
      """;

  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      exec "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.SparkSubmit "$@"
      """;

  private SparkHome() {}

  /** Returns the named distribution, or makes a new one in {@code folder}. */
  static Path in(Path folder) throws IOException {
    return isNamed() ? Path.of(named()) : ofMavensJars(folder.resolve("spark-home"));
  }

  /**
   * Whether it is a named distribution, which has everything that Spark's own pages need on YARN.
   */
  static boolean isNamed() {
    return !named().isEmpty();
  }

  private static String named() {
    return System.getProperty("spark.home", "");
  }

  private static Path ofMavensJars(Path home) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && !entry.matches(NOT_SPARKS)) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    Files.createDirectories(home.resolve("bin"));
    program(home.resolve("bin/spark-class"), SPARK_CLASS);
    program(home.resolve("bin/spark-submit"), SPARK_SUBMIT);
    return home;
  }

  static Path program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
