package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests one grid with the kernels and with ND4J's CPU backend, which packs trials of one shape. */
class EngineChoiceTest {
  private static final String GPU = "spark.task.resource.gpu.amount";

  /** The grid has two shapes; the larger learning rate makes one trial of each diverge. */
  private static final String GRID =
      """
      name: engines
      corpus: harbour
      windows: {train: 200, validation: 70}
      parameters:
        num_steps: {value: 6}
        cell: {values: [lstm, gru]}
        num_hiddens: {value: 8}
        lr: {values: [0.5, 1, 1.0e+38]}
        gradient_clip: {value: .inf}
        batch_size: {value: 128}
        num_epochs: {value: 3}
      """;

  @TempDir Path folder;
  private Path spec;

  @BeforeEach
  void writeTheSpecification() throws IOException {
    spec = Files.writeString(folder.resolve("grid.yaml"), GRID);
    LocalSpark.session();
  }

  @AfterEach
  void askForNoGpu() {
    System.clearProperty(GPU);
  }

  @Test
  void packsOfTrialsSayWhatTheKernelsSay() {
    Path cpu = folder.resolve("cpu");
    Path nd4j = folder.resolve("nd4j");
    assertThat(Shell.run("run", spec, "--out", cpu).exitCode()).isEqualTo(5);
    Shell run = Shell.run("run", spec, "--out", nd4j, "--engine", "nd4j", "--pack", "3");
    assertThat(run.exitCode()).as(run.err().toString()).isEqualTo(5);

    Map<String, Row> expected = rows(cpu);
    Map<String, Row> packed = rows(nd4j);
    assertThat(packed).hasSize(6).containsOnlyKeys(expected.keySet());
    packed.forEach(
        (id, row) -> {
          Row cpuRow = expected.get(id);
          assertThat(row.getString(1)).as(id).isEqualTo(cpuRow.getString(1));
          if (row.getString(1).equals("OK")) {
            assertThat(row.getDouble(2))
                .isCloseTo(cpuRow.getDouble(2), within(1e-4 * cpuRow.getDouble(2)));
          }
          assertThat(row.getString(3)).isEqualTo("nd4j");
          assertThat(row.getString(4)).isEqualTo("CpuBackend");
          assertThat(row.getString(5)).isEqualTo("same device and libraries, in a pack of 3");
        });
    assertThat(packed.values()).filteredOn(row -> row.getString(1).equals("DIVERGED")).hasSize(2);
    assertThat(Shell.run("audit", nd4j).exitCode()).isZero();
    Shell verify = Shell.run("verify", nd4j, "--sample", "1");
    assertThat(verify.exitCode()).isEqualTo(2);
    assertThat(verify.err())
        .containsExactly(
            "Cannot verify the table "
                + nd4j
                + ": must have a trial that is OK and that the engine cpu trained, whose bits are"
                + " the same everywhere");
  }

  @Test
  void dl4jsOwnNetworkTrainsToTheSamePerplexity() throws IOException {
    Files.writeString(spec, GRID.replace("cell: {values: [lstm, gru]}", "cell: {value: lstm}"));
    Path cpu = folder.resolve("cpu");
    Path dl4j = folder.resolve("dl4j");
    String[] sane = {"--set", "lr=[0.5,1]", "--set", "gradient_clip=0.3"};
    assertThat(Shell.run("run", spec, "--out", cpu, sane[0], sane[1], sane[2], sane[3]).exitCode())
        .isZero();
    Shell run =
        Shell.run(
            "run", spec, "--out", dl4j, sane[0], sane[1], sane[2], sane[3], "--engine", "dl4j");
    assertThat(run.exitCode()).as(run.err().toString()).isZero();

    Map<String, Row> expected = rows(cpu);
    assertThat(rows(dl4j)).hasSize(2).containsOnlyKeys(expected.keySet());
    rows(dl4j)
        .forEach(
            (id, row) -> {
              assertThat(row.getDouble(2))
                  .isCloseTo(expected.get(id).getDouble(2), within(1e-4 * row.getDouble(2)));
              assertThat(row.getString(3)).isEqualTo("dl4j");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "--engine=dl4j,'Cannot train with the engine dl4j: every trial must be a language model by an LSTM with hidden_activation tanh, dropout 0 and keep last, which is what DL4J has, but 3 of 6 trials are not; --engine cpu trains every trial'",
    "--engine=tpu,'Cannot set --engine to tpu: must be one of auto, cpu, gpu, nd4j, dl4j'",
    "--pack=8,'Cannot set --pack to 8 where the engine is cpu: must be left out, or --engine gpu or nd4j given'",
    "--pack=0,'Cannot set --pack to 0: must be a whole number from 1 to 1024'"
  })
  void whatMakesNoSenseIsRefused(String argument, String message) {
    refused(List.of(argument), message);
  }

  @Test
  void aGpuThatWouldIdleIsRefused() {
    System.setProperty(GPU, "1");
    refused(
        List.of("--engine=cpu"),
        "Cannot set spark.task.resource.gpu.amount 1 with --engine cpu: must be left out, since the"
            + " GPU would idle; --engine gpu trains on it");
  }

  @Test
  void aGpuWithoutItsBackendIsRefused() {
    System.setProperty(GPU, "1");
    refused(
        List.of("--engine=nd4j"),
        "Cannot train on the GPU that spark.task.resource.gpu.amount 1 asks for: must have ND4J's"
            + " CUDA backend on the class path, but it is missing; mvn package -Pnd4j-cuda,dl4j-jar"
            + " makes a jar with it for --jars, or leave the property out");
  }

  private void refused(List<String> arguments, String message) {
    Path never = folder.resolve("never");
    Object[] all = new Object[4 + arguments.size()];
    all[0] = "run";
    all[1] = spec;
    all[2] = "--out";
    all[3] = never;
    for (int i = 0; i < arguments.size(); i++) {
      all[4 + i] = arguments.get(i);
    }
    Shell run = Shell.run(all);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).containsExactly(message);
    assertThat(never).doesNotExist();
  }

  private static Map<String, Row> rows(Path out) {
    Map<String, Row> rows = new TreeMap<>();
    for (Row row :
        LocalSpark.session()
            .read()
            .parquet(out.resolve("trials").toString())
            .select(
                "trial_id",
                "status",
                "validation_perplexity",
                "engine",
                "kernels",
                "reproducibility")
            .collectAsList()) {
      rows.put(row.getString(0), row);
    }
    return rows;
  }
}
