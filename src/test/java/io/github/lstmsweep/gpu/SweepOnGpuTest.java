package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.ColumnTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests whole sweeps with the engine gpu: their tables have the digests of the processor's. */
class SweepOnGpuTest {
  private static final String SPEC =
      """
      name: on-gpu
      corpus: harbour
      windows: {train: 200, validation: 70}
      parameters:
        num_steps: {value: 5}
        num_hiddens: {value: 9}
        cell: {value: gru}
        batch_size: {value: 100}
        num_epochs: {value: %d}
        optimizer: {values: [sgd, adam]}
        lr: {value: 0.1}
        seed: {values: %s}
      """;

  @TempDir Path folder;

  @BeforeEach
  void needADevice() {
    TestDevice.get();
    LocalSpark.session();
  }

  private Path spec(String name, int epochs, List<Integer> seeds) throws IOException {
    return Files.writeString(folder.resolve(name), SPEC.formatted(epochs, seeds));
  }

  @Test
  void eachEngineTrainsAHalfOfOneTable() throws Exception {
    Path half = spec("half.yaml", 2, List.of(1, 2));
    Path whole = spec("whole.yaml", 2, List.of(1, 2, 3, 4));
    Path cpu = folder.resolve("cpu");
    assertOk(Shell.run("run", whole, "--out", cpu));
    for (List<String> engines : List.of(List.of("cpu", "gpu"), List.of("gpu", "cpu"))) {
      Path out = folder.resolve(engines.get(0) + " first");
      assertOk(Shell.run("run", half, "--out", out, "--engine", engines.get(0)));
      assertOk(Shell.run("run", whole, "--out", out, "--extend", "--engine", engines.get(1)));
      assertThat(digests(out)).hasSize(8).isEqualTo(digests(cpu));
      assertThat(columns(out, "engine").values())
          .containsOnly("cpu", "gpu")
          .filteredOn("gpu"::equals)
          .hasSize(4);
      assertOk(Shell.run("audit", out));
      Shell verify = Shell.run("verify", out, "--sample", "8");
      assertOk(verify);
      assertThat(verify.out())
          .last()
          .isEqualTo("8 of 8 trials came out with the parameters of their rows");
    }
  }

  /** The trials of one form of the input are a pack. */
  @Test
  void aSeriesWithFurtherColumnsHasTheDigestsOfTheProcessor() throws Exception {
    Files.writeString(folder.resolve("demand.csv"), ColumnTrials.csv(ColumnTrials.demand()));
    Path spec =
        Files.writeString(
            folder.resolve("columns.yaml"),
            """
            name: columns
            task: time-series
            corpus: demand.csv
            target: demand
            columns: [heat, noise]
            windows: {train: 250, validation: 100}
            parameters:
              input: [window, sequence]
              num_hiddens: 9
              batch_size: 100
              num_epochs: 3
              lr: [0.05, 0.1]
              seed: [1, 2]
            """);
    Path cpu = folder.resolve("cpu");
    Path out = folder.resolve("gpu");
    assertOk(Shell.run("run", spec, "--out", cpu));
    assertOk(Shell.run("run", spec, "--out", out, "--engine", "gpu", "--pack", "4"));
    String digests = "concat_ws(' ', status, parameters_sha256, validation_rmse)";
    assertThat(columns(out, digests)).hasSize(8).isEqualTo(columns(cpu, digests));
    assertThat(columns(out, "engine").values()).containsOnly("gpu");
    assertOk(Shell.run("audit", out));
    assertThat(Shell.run("verify", out, "--sample", "8").out())
        .last()
        .isEqualTo("8 of 8 trials came out with the parameters of their rows");
    assertThat(Shell.run("forecast", out, "--steps", "20").out())
        .isEqualTo(Shell.run("forecast", cpu, "--steps", "20").out());
  }

  @Test
  void twoDevicesShareASweep() throws Exception {
    Path spec = spec("spec.yaml", 2, List.of(1, 2, 3));
    Path cpu = folder.resolve("cpu");
    Path out = folder.resolve("gpu");
    assertOk(Shell.run("run", spec, "--out", cpu));
    try (Child run = child("two.log", "run", spec, "--out", out, "--engine", "gpu")) {
      assertThat(run.exitCode()).as(run.printed().toString()).isZero();
    }
    assertThat(digests(out)).hasSize(6).isEqualTo(digests(cpu));
    assertThat(columns(out, "engine").values()).containsOnly("gpu");
    assertThat(columns(out, "kernels").values())
        .allMatch(kernels -> kernels.startsWith("opencl, "))
        .anyMatch(kernels -> kernels.contains("basic"))
        .anyMatch(kernels -> kernels.contains("pthread"));
    assertOk(Shell.run("audit", out));
  }

  @Test
  void killsAmidPacksLoseNothingAndRepeatNothing() throws Exception {
    Path spec = spec("spec.yaml", 30, List.of(1, 2, 3, 4, 5, 6));
    Path cpu = folder.resolve("cpu");
    Path out = folder.resolve("gpu");
    assertOk(Shell.run("run", spec, "--out", cpu));
    Random random = new Random(1);
    Map<String, String> before = new TreeMap<>();
    int cut = 0;
    for (int kill = 0; kill < 2; kill++) {
      try (Child run =
          child(
              "kill" + kill + ".log",
              "run",
              spec,
              "--out",
              out,
              "--engine",
              "gpu",
              "--pack",
              "3")) {
        awaitRows(run, out, before.size() + 1);
        Thread.sleep(random.nextInt(400));
        run.kill();
      }
      Map<String, String> now = digests(out);
      assertThat(now).containsAllEntriesOf(before);
      cut += now.size() < 12 ? 1 : 0;
      before = now;
    }
    assertThat(cut).as("runs that a kill cut short").isPositive();
    assertOk(Shell.run("run", spec, "--out", out, "--engine", "gpu", "--pack", "3"));
    assertThat(files(out)).as("files of rows").hasSize(12);
    assertThat(digests(out)).hasSize(12).isEqualTo(digests(cpu)).containsAllEntriesOf(before);
    assertOk(Shell.run("audit", out));
  }

  @Test
  void aSignalAmidPacksEndsTheProcessAsUsual() throws Exception {
    Path spec = spec("spec.yaml", 30, List.of(1, 2, 3, 4, 5, 6));
    Path out = folder.resolve("gpu");
    try (Child run =
        child("term.log", "run", spec, "--out", out, "--engine", "gpu", "--pack", "3")) {
      awaitRows(run, out, 1);
      run.terminate();
      assertThat(run.exitCode()).as(run.printed().toString()).isEqualTo(143);
      assertThat(run.printed()).anyMatch(line -> line.startsWith("Stopped. Finished trials"));
    }
    assertThat(folder.resolve("term.log.crash")).doesNotExist();
    assertThat(files(out)).hasSizeBetween(1, 11);
  }

  private Child child(String log, Object... arguments) throws IOException {
    return new Child(folder.resolve(log), "basic pthread", "spark.ui.enabled=false", arguments);
  }

  private static void awaitRows(Child run, Path out, int wanted) throws Exception {
    long end = System.nanoTime() + Child.LIMIT_SECONDS * 1_000_000_000;
    while (run.isAlive() && files(out).size() < wanted) {
      assertThat(System.nanoTime()).as("a row comes in time").isLessThan(end);
      Thread.sleep(5);
    }
    assertThat(files(out).size()).as(run.printed().toString()).isGreaterThanOrEqualTo(wanted);
  }

  private static List<Path> files(Path out) throws IOException {
    Path trials = out.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(trials)) {
      return new ArrayList<>(
          files.filter(file -> file.getFileName().toString().startsWith("trial-")).toList());
    }
  }

  private static void assertOk(Shell shell) {
    assertThat(shell.exitCode()).as("%s %s", shell.out(), shell.err()).isZero();
  }

  /** The digest and the score of each trial. */
  private static Map<String, String> digests(Path out) {
    return columns(out, "concat_ws(' ', status, parameters_sha256, validation_perplexity)");
  }

  private static Map<String, String> columns(Path out, String expression) {
    Map<String, String> of = new TreeMap<>();
    for (Row row :
        LocalSpark.session()
            .read()
            .parquet(out.resolve("trials").toString())
            .selectExpr("trial_id", expression)
            .collectAsList()) {
      assertThat(of.put(row.getString(0), row.getString(1))).as("one row for a trial").isNull();
    }
    return of;
  }
}
