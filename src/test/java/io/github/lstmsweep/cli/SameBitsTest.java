package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.ColumnTrials;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains one grid on two cores with vectors, on one core, and without the Vector API. The tables
 * may differ only in measured columns, and the model files must be identical.
 */
class SameBitsTest {
  /** The grid has odd sizes, more than one block of hidden units and a smaller last minibatch. */
  private static final String GRID =
      """
      name: same-bits
      corpus: harbour
      windows: {train: 200, validation: 70}
      parameters:
        num_steps: {value: 6}
        num_hiddens: {values: [5, 17]}
        lr: {values: [0.5, 2]}
        batch_size: {value: 128}
        num_epochs: {value: 2}
      """;

  /** The series is read with two further columns. */
  private static final String COLUMNS =
      """
      name: same-bits
      task: time-series
      corpus: demand.csv
      target: demand
      columns: [heat, noise]
      windows: {train: 200, validation: 70}
      parameters:
        input: {values: [window, sequence]}
        cell: {values: [lstm, gru]}
        num_hiddens: {value: 17}
        num_layers: {value: 2}
        lr: {value: 0.1}
        batch_size: {value: 128}
        num_epochs: {value: 2}
      """;

  private static final String VECTOR_API = "jdk.incubator.vector";

  @TempDir Path folder;
  private Path spec;

  @Test
  void neitherCoresNorKernelsChangeARowOrAModel() throws Exception {
    compare(GRID);
  }

  @Test
  void neitherCoresNorKernelsChangeAModelOfSeveralColumns() throws Exception {
    Files.writeString(folder.resolve("demand.csv"), ColumnTrials.csv(ColumnTrials.demand()));
    compare(COLUMNS);
  }

  private void compare(String yaml) throws Exception {
    spec = Files.writeString(folder.resolve("grid.yaml"), yaml);
    Child oneCore = new Child("one core", true, "local[1]");
    Child scalar = new Child("scalar", false, "local[2]");
    LocalSpark.session();
    Path here = folder.resolve("here");
    Shell run = Shell.run("run", spec, "--out", here);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();

    assertThat(run.out().get(0)).contains("2 cores (local[2])");
    assertThat(oneCore.output()).contains("1 core (local[1])");
    assertThat(scalar.output()).contains("2 cores (local[2])", "scalar kernels");
    Table table = Table.in(here);
    assertThat(table.kernels).containsExactly("vector");
    assertThat(table.rows).hasSize(4);
    assertThat(new HashSet<>(table.models.values())).as("four trainings, not one").hasSize(4);
    assertThat(Table.in(oneCore.out)).as("on one core").isEqualTo(table);
    assertThat(Table.in(scalar.out))
        .as("without the Vector API")
        .isEqualTo(new Table(table.rows, Set.of("scalar"), table.models));
  }

  /**
   * The table that a run left.
   *
   * @param rows by id, with all columns except the measured ones
   * @param kernels of the rows
   * @param models the name of each model file, with its bytes in hexadecimal
   */
  private record Table(Map<String, Row> rows, Set<String> kernels, Map<String, String> models) {
    static Table in(Path out) throws IOException {
      Map<String, Row> rows = new TreeMap<>();
      Set<String> kernels = new TreeSet<>();
      for (Row row :
          LocalSpark.session()
              .read()
              .parquet(out.resolve("trials").toString())
              .selectExpr("trial_id", "kernels", "struct(" + computed() + ")")
              .collectAsList()) {
        rows.put(row.getString(0), row.getStruct(2));
        kernels.add(row.getString(1));
      }
      return new Table(rows, kernels, models(out));
    }

    private static String computed() {
      return ResultSchema.columns().stream()
          .filter(c -> c.origin() == Column.Origin.COMPUTED)
          .map(c -> c.type() == Column.Type.CURVE ? curve(c.name()) : c.name())
          .collect(Collectors.joining(", "));
    }

    private static String curve(String name) {
      return ResultSchema.epochColumns().stream()
          .filter(c -> c.origin() == Column.Origin.COMPUTED)
          .map(c -> "p." + c.name())
          .collect(Collectors.joining(", ", "transform(" + name + ", p -> struct(", "))"));
    }

    private static Map<String, String> models(Path out) throws IOException {
      Map<String, String> models = new TreeMap<>();
      try (Stream<Path> files = Files.list(out.resolve("models"))) {
        for (Path file : files.toList()) {
          models.put(
              file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
      return models;
    }
  }

  /** Runs the command in a separate Java, which starts at once and is awaited later. */
  private final class Child {
    private final String name;
    private final Path out;
    private final Path log;
    private final Process process;

    Child(String name, boolean vectorApi, String master) throws IOException {
      this.name = name;
      this.out = folder.resolve(name);
      this.log = folder.resolve(name + ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // Spark needs the options of this Java that open packages.
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(a -> a.startsWith("--add-") || a.startsWith("-Djdk."))
          .filter(a -> vectorApi || !a.contains(VECTOR_API))
          .forEach(command::add);
      // These options shorten the start; only vectors need the compiler that knows them.
      command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
      command.add("-XX:TieredStopAtLevel=" + (vectorApi ? 4 : 1));
      command.addAll(List.of("-Dspark.master=" + master, "-Djava.io.tmpdir=" + folder));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(Main.class.getName(), "run", spec.toString(), "--out"));
      command.add(out.toString());
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    }

    /** Returns the output, once the process has ended with 0. */
    String output() throws IOException, InterruptedException {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly();
      String printed = Files.readString(log);
      assertThat(ended).as("%s ended: %s", name, printed).isTrue();
      assertThat(process.exitValue()).as("%s: %s", name, printed).isZero();
      return printed;
    }
  }
}
