package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests Spark's own cluster manager: a master and two workers as processes, and a real
 * spark-submit.
 */
@EnabledOnOs(OS.LINUX)
class StandaloneIT {
  private static final int EPOCHS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @TempDir static Path folder;
  private static StandaloneSpark cluster;
  private static Path golden;

  @BeforeAll
  static void start() throws Exception {
    LocalSpark.session();
    golden = SmallGrid.inOneProcess(folder, EPOCHS);
    cluster = new StandaloneSpark(folder);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void theTableIsThatOfOneProcess() throws Exception {
    Path out = folder.resolve("two-executors");
    try (Command run = submit("two-executors", out)) {
      run.succeeds();
      assertThat(run.out()).contains("12 of 12 trials in " + out + ": 12 OK");
      assertThat(run.out()).contains(cluster.url());
      assertThat(run.err()).doesNotContain("WARNING: the master", "scalar kernels");
    }
    SmallGrid.assertSame(golden, out);
    assertThat(kernels(out)).containsExactly("vector");
    assertThat(models(out)).isEqualTo(models(golden)).hasSize(SmallGrid.TRIALS);
    assertThat(modelBytes(out)).isEqualTo(modelBytes(golden));
  }

  @Test
  void executorsThatAreKilledAndDecommissionedCostNoRow() throws Exception {
    Path out = folder.resolve("taken-away");
    try (Command run = submit("taken-away", out)) {
      awaitThat("a row is there", () -> rows(out) > 0);
      ProcessHandle killed = executors().get(0);
      assertThat(killed.destroyForcibly()).as("kill -9 of %s", killed.pid()).isTrue();
      awaitThat(
          "another executor came", () -> executors().stream().anyMatch(e -> !e.equals(killed)));
      int before = rows(out);
      assertThat(before).as("rows when it was killed").isLessThan(SmallGrid.TRIALS);
      ProcessHandle decommissioned =
          executors().stream().filter(e -> !e.equals(killed)).findFirst().orElseThrow();
      signal("PWR", decommissioned.pid());
      awaitThat("it was told", () -> cluster.executorsPrinted().contains("ecommission"));
      run.succeeds();
      assertThat(decommissioned.isAlive()).as("the decommissioned one").isFalse();
    }
    SmallGrid.assertSame(golden, out);
    try (Command audit = cluster.submit("audit", "audit", out.toString())) {
      assertThat(audit.succeeds().out()).contains("Whole: every expected row is there once.");
    }
  }

  @Test
  void noSecretIsInAnythingThatItLeaves() throws Exception {
    Path out = folder.resolve("canary");
    try (Command run =
        submit(
            "canary",
            out,
            // So that the event log can be read here.
            "--conf",
            "spark.eventLog.compress=false")) {
      run.succeeds();
    }
    try (Command report = cluster.submit("report", "report", out.toString())) {
      report.succeeds();
    }
    List<Path> looked = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(Files::isRegularFile).filter(StandaloneIT::mayNotHaveIt).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(StandaloneSpark.SECRET);
        looked.add(folder.relativize(file));
      }
    }
    assertThat(looked).anyMatch(file -> file.startsWith("canary/trials"));
    assertThat(looked).contains(Path.of("canary/sweep.yaml"), Path.of("canary/report.html"));
    assertThat(looked)
        .contains(Path.of("canary.out"), Path.of("canary.err"), Path.of("master.err"));
    assertThat(looked).anyMatch(file -> file.startsWith("events"));
    assertThat(looked).anyMatch(file -> file.endsWith("stderr"));
  }

  @Test
  void executorsWithoutTheVectorModuleAreToldOfAndGiveTheSameModels() throws Exception {
    assumeThat(SparkVersions.version(cluster.home()))
        .as("Spark 4 starts every Java with the module")
        .startsWith("3.");
    Path out = folder.resolve("scalar");
    List<String> arguments =
        new ArrayList<>(List.of("--conf", "spark.executor.defaultJavaOptions=-Dn=1"));
    arguments.addAll(SmallGrid.run(EPOCHS));
    // Scalar kernels are slow, so the trials are small.
    arguments.addAll(List.of("--set", "num_steps=16", "--set", "num_hiddens=16"));
    arguments.addAll(List.of("--out", out.toString()));
    try (Command run = cluster.submit("scalar", arguments.toArray(String[]::new))) {
      run.succeeds();
      assertThat(run.err().lines().filter(line -> line.contains("scalar kernels")))
          .singleElement()
          .asString()
          .startsWith("WARNING: training with scalar kernels, which give the same results");
    }
    assertThat(kernels(out)).containsExactly("scalar");
    // A model is named after the trial and the SHA-256 of its parameters.
    assertThat(models(golden)).containsAll(models(out));
    assertThat(models(out)).hasSize(2);
  }

  @Test
  void executorsWhoseJavaDoesNotStartAreToldInOneLine() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("old-java/bin"));
    SparkHome.program(
        bin.resolve("java"),
        """
        #!/bin/sh
        echo 'Error occurred during boot layer: Module jdk.incubator.vector not found'
        exit 1
        """);
    Path out = folder.resolve("old-java-table");
    try (Command run =
        submit("old-java", out, "--conf", "spark.executorEnv.JAVA_HOME=" + bin.getParent())) {
      // The master starts executors again and again, as long as the application asks for them.
      awaitThat("it is told", () -> run.err().contains("the cluster's pages have what they print"));
      assertThat(run.err().lines().filter(line -> line.startsWith("No executor of")))
          .singleElement()
          .asString()
          .startsWith("No executor of " + cluster.url() + " has started for 3")
          .contains("They need Java 17 or newer, for Spark 4 with the module jdk.incubator.vector");
      assertThat(run.err()).doesNotContain("\tat io.github.lstmsweep");
    }
  }

  @Test
  void aClusterThatIsUsedWithoutItsSecretIsTold() throws Exception {
    Path none = Files.createFile(folder.resolve("no-properties.conf"));
    try (Command run =
        submit("no-secret", folder.resolve("no-secret"), "--properties-file", none.toString())) {
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.err().lines().filter(line -> line.startsWith("Cannot start Spark")))
          .singleElement()
          .asString()
          .contains(cluster.url(), "secret");
    }
  }

  private static Command submit(String name, Path out, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(SmallGrid.run(EPOCHS));
    arguments.addAll(List.of("--out", out.toString()));
    return cluster.submit(name, arguments.toArray(String[]::new));
  }

  /**
   * Whether a file must not contain the secret. The configuration contains it, and jars are not
   * read.
   */
  private static boolean mayNotHaveIt(Path file) {
    return !file.startsWith(folder.resolve("conf")) && !file.toString().endsWith(".jar");
  }

  private static List<ProcessHandle> executors() {
    return cluster.executors();
  }

  private static int rows(Path out) throws IOException {
    Path trials = out.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(trials)) {
      return (int) files.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  private static List<String> kernels(Path out) {
    return SmallGrid.distinct("kernels", out);
  }

  private static List<String> models(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("models"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> modelBytes(Path out) throws IOException {
    List<String> bytes = new ArrayList<>();
    for (String model : models(out)) {
      bytes.add(
          java.util.HexFormat.of()
              .formatHex(Files.readAllBytes(out.resolve("models").resolve(model))));
    }
    return bytes;
  }

  private static void signal(String signal, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor())
        .as("kill -%s %d", signal, pid)
        .isZero();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void awaitThat(String what, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
