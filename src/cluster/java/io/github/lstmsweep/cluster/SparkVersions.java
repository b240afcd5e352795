package io.github.lstmsweep.cluster;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Runs the small grid with one jar on several Sparks, on a standalone cluster of each, and on
 * {@code local[*]}. It compares the bits of the computed columns.
 */
public final class SparkVersions {
  private static final int EPOCHS = 3;

  private SparkVersions() {}

  /**
   * Compares the tables. Arguments: the SPARK_HOME of each Spark. The exit code is 1 if a table
   * differs.
   */
  public static void main(String[] arguments) throws Exception {
    LocalSpark.session();
    Path folder = Files.createTempDirectory("spark-versions");
    boolean same = true;
    try {
      Path golden = SmallGrid.inOneProcess(folder, EPOCHS);
      for (String argument : arguments) {
        Path home = Path.of(argument).toRealPath();
        List<Row> differences = SmallGrid.differences(golden, table(folder, home));
        System.out.printf(
            "Spark %s: %d of %d trials have the computed columns of local[*]%n",
            version(home), SmallGrid.TRIALS - differences.size(), SmallGrid.TRIALS);
        differences.forEach(System.out::println);
        same &= differences.isEmpty();
      }
    } finally {
      delete(folder);
    }
    System.exit(same ? 0 : 1);
  }

  private static Path table(Path folder, Path home) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "spark");
    Path out = own.resolve("table");
    try (StandaloneSpark cluster = new StandaloneSpark(own, home)) {
      List<String> command = new ArrayList<>(SmallGrid.run(EPOCHS));
      command.addAll(List.of("--out", out.toString()));
      try (Command run = cluster.submit("run", command.toArray(String[]::new))) {
        run.succeeds();
      }
    }
    return out;
  }

  /** Returns the version of the Spark in {@code home}. */
  static String version(Path home) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve("jars"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.matches("spark-core_.*\\.jar"))
          .map(name -> name.replaceFirst("spark-core_[0-9.]*-(.*)\\.jar", "$1"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Removes a folder and its contents. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
