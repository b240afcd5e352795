package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Measures the time from the call of spark-submit to the first trial that trains, on a standalone
 * cluster of this machine. For comparison it measures the time to the first task of a job that does
 * nothing. The two alternate, so that other load on the machine affects both. The command is in
 * docs/clusters.md.
 */
public final class StartUp {
  private static final List<String> SETTINGS =
      List.of("conf/spark-cluster.conf", "conf/spark-standalone.conf");

  private final Path folder;
  private final StandaloneSpark cluster;
  private final Path jar;

  private StartUp(Path folder, StandaloneSpark cluster) throws IOException {
    this.folder = folder;
    this.cluster = cluster;
    this.jar = jar(folder);
  }

  /** Measures the times. Argument: the number of repetitions. */
  public static void main(String[] arguments) throws Exception {
    int repetitions = Integer.parseInt(arguments[0]);
    LocalSpark.session();
    Path folder = Files.createTempDirectory("start-up");
    try (StandaloneSpark cluster = new StandaloneSpark(folder)) {
      new StartUp(folder, cluster).measure(repetitions);
    } finally {
      SparkVersions.delete(folder);
    }
    System.exit(0);
  }

  private void measure(int repetitions) throws Exception {
    List<Double> sweeps = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    // The first round warms the disk's cache.
    for (int i = 0; i <= repetitions; i++) {
      double sweep = sweep(i);
      double same = emptyJob("empty-" + i, settings());
      double defaults = emptyJob("bare-" + i, List.of());
      System.out.printf(
          "%s: sweep %.2f s, empty job %.2f s, of Spark's defaults %.2f s%n",
          i == 0 ? "not counted" : "" + i, sweep, same, defaults);
      if (i > 0) {
        sweeps.add(sweep);
        empty.add(same);
        bare.add(defaults);
      }
    }
    System.out.printf(
        "median of %d: sweep %.2f s, empty job %.2f s, of Spark's defaults %.2f s%n",
        repetitions, median(sweeps), median(empty), median(bare));
    System.out.printf(
        "median of the differences: %.2f s to the empty job, %.2f s to that of Spark's defaults%n",
        median(differences(sweeps, empty)), median(differences(sweeps, bare)));
  }

  /** Returns the seconds until the first trial of the small grid trains. */
  private double sweep(int i) throws Exception {
    Path out = folder.resolve("table-" + i);
    List<String> command =
        new ArrayList<>(List.of("submit/standalone.sh", "--master", cluster.url()));
    command.addAll(StandaloneSpark.LOOPBACK);
    command.addAll(SmallGrid.run(1));
    command.addAll(List.of("--out", out.toString()));
    long called = System.currentTimeMillis();
    try (Command run = cluster.start("sweep-" + i, command)) {
      run.succeeds();
    }
    return (firstStart(out) - called) / 1000.0;
  }

  private static long firstStart(Path out) {
    return LocalSpark.session()
        .sql("SELECT unix_millis(min(started_at)) FROM parquet.`" + out + "/trials`")
        .first()
        .getLong(0);
  }

  /** Returns the seconds until the task of the empty job runs. */
  private double emptyJob(String name, List<String> settings) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(cluster.home() + "/bin/spark-submit", "--master", cluster.url()));
    command.addAll(settings);
    command.addAll(StandaloneSpark.LOOPBACK);
    command.addAll(List.of("--class", EmptyJob.class.getName(), jar.toString()));
    long called = System.currentTimeMillis();
    try (Command run = cluster.start(name, command)) {
      String ran =
          run.succeeds()
              .out()
              .lines()
              .filter(line -> line.startsWith(EmptyJob.RAN))
              .findFirst()
              .orElseThrow();
      return (Long.parseLong(ran.substring(EmptyJob.RAN.length())) - called) / 1000.0;
    }
  }

  /**
   * Returns the settings of the sweep, except the serializer's, which needs the sweep's class path.
   */
  private static List<String> settings() throws IOException {
    List<String> options = new ArrayList<>();
    for (String file : SETTINGS) {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("spark.kryo.")) {
          options.addAll(List.of("--conf", line.strip().replaceFirst("\\s+", "=")));
        }
      }
    }
    assertThat(options).contains("spark.authenticate=true");
    return options;
  }

  private static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("empty-job.jar");
    String name = EmptyJob.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file);
        var code = EmptyJob.class.getClassLoader().getResourceAsStream(name)) {
      entries.putNextEntry(new ZipEntry(name));
      code.transferTo(entries);
    }
    return jar;
  }

  private static List<Double> differences(List<Double> ones, List<Double> others) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < ones.size(); i++) {
      differences.add(ones.get(i) - others.get(i));
    }
    return differences;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
