package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.TestDevice;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the engine gpu on Spark's own cluster manager. Its two workers have a GPU each, with two
 * addresses. The GPUs are two devices of PoCL. The tables are those of the processor.
 */
@EnabledOnOs(OS.LINUX)
class StandaloneGpuIT {
  private static final int EPOCHS = 1;

  @TempDir static Path folder;
  private static StandaloneSpark cluster;
  private static Path golden;

  @BeforeAll
  static void start() throws Exception {
    LocalSpark.session();
    golden = SmallGrid.inOneProcess(folder, EPOCHS);
    Path script =
        SparkHome.program(
            folder.resolve("gpus.sh"),
            """
            #!/bin/sh
            # The first worker has the GPU 0, and the second one the GPU 1.
            mkdir "$0.first" 2>/dev/null && gpu=0 || gpu=1
            echo '{"name": "gpu", "addresses": ["'$gpu'"]}'
            """);
    cluster =
        new StandaloneSpark(
            folder,
            SparkHome.in(folder),
            """
            spark.worker.resource.gpu.amount           1
            spark.worker.resource.gpu.discoveryScript  %s
            """
                .formatted(script),
            Map.of("POCL_DEVICES", "basic pthread"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void executorsOfTwoAddressesUseTwoDevices() throws Exception {
    TestDevice.get();
    Path out = folder.resolve("two-addresses");
    try (Command run = submit("two-addresses", out, "1")) {
      assertThat(run.succeeds().err()).doesNotContain("WARNING: the processor trains");
    }
    SmallGrid.assertSame(golden, out);
    assertThat(engines(out)).containsExactly("gpu");
    assertThat(kernels(out))
        .hasSize(2)
        .anyMatch(kernels -> kernels.startsWith("opencl, basic"))
        .anyMatch(kernels -> kernels.startsWith("opencl, pthread"));
  }

  @Test
  void tasksOfOneAddressShareADevice() throws Exception {
    TestDevice.get();
    Path out = folder.resolve("a-quarter");
    try (Command run =
        submit(
            "a-quarter",
            out,
            "0.25",
            "--conf",
            "spark.dynamicAllocation.maxExecutors=1",
            "--engine",
            "gpu")) {
      run.succeeds();
    }
    SmallGrid.assertSame(golden, out);
    assertThat(engines(out)).containsExactly("gpu");
    assertThat(kernels(out)).singleElement().asString().startsWith("opencl, ");
  }

  /** It needs no device, and hides one that is there. */
  @Test
  void executorsWithoutADeviceTrainOnTheProcessorAndAreToldOf() throws Exception {
    Path out = folder.resolve("no-device");
    try (Command run =
        submit("no-device", out, "1", "--conf", "spark.executorEnv.OCL_ICD_VENDORS=/no/such")) {
      assertThat(run.succeeds().err().lines())
          .filteredOn(line -> line.startsWith("WARNING: the processor trains"))
          .singleElement()
          .asString()
          .contains("The log of its process says why");
    }
    SmallGrid.assertSame(golden, out);
    assertThat(engines(out)).containsExactly("cpu");
    assertThat(cluster.executorsPrinted())
        .contains("Trials train on the processor: there is no OpenCL");
  }

  /**
   * Starts the small grid with a GPU for each task.
   *
   * @param more options of Spark, and then those of the sweep from {@code --engine} on
   */
  private static Command submit(String name, Path out, String amount, String... more)
      throws IOException {
    List<String> words = Arrays.asList(more);
    int engine = words.contains("--engine") ? words.indexOf("--engine") : words.size();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--conf",
                "spark.executor.resource.gpu.amount=1",
                "--conf",
                "spark.task.resource.gpu.amount=" + amount));
    arguments.addAll(words.subList(0, engine));
    arguments.addAll(SmallGrid.run(EPOCHS));
    arguments.addAll(words.subList(engine, words.size()));
    arguments.addAll(List.of("--out", out.toString()));
    return cluster.submit(name, arguments.toArray(String[]::new));
  }

  private static List<String> engines(Path out) {
    return distinct("engine", out);
  }

  private static List<String> kernels(Path out) {
    return distinct("kernels", out);
  }

  private static List<String> distinct(String column, Path out) {
    return LocalSpark.session()
        .sql("SELECT DISTINCT %s FROM parquet.`%s/trials`".formatted(column, out))
        .collectAsList()
        .stream()
        .map((Row row) -> row.getString(0))
        .toList();
  }
}
