package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests YARN, with tables on HDFS and a real spark-submit. */
@EnabledOnOs(OS.LINUX)
class YarnIT {
  private static final int EPOCHS = 3;

  /** A specification with one trial that diverges. */
  private static final String DIVERGING =
      """
      name: diverging
      corpus: harbour
      windows: {train: 200, validation: 70}
      parameters:
        num_steps: {value: 6}
        num_hiddens: {value: 8}
        lr: {values: [1, 1.0e+38]}
        gradient_clip: {value: .inf}
        batch_size: {value: 128}
        num_epochs: {value: 3}
      """;

  @TempDir static Path folder;
  private static MiniHadoop cluster;
  private static Path golden;

  @BeforeAll
  static void start() throws Exception {
    LocalSpark.session();
    golden = SmallGrid.inOneProcess(folder, EPOCHS);
    cluster = new MiniHadoop(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
    assertThat(ProcessHandle.current().descendants()).as("processes that are left").isEmpty();
  }

  @Test
  void theTableOfADriverHereIsThatOfOneProcess() throws Exception {
    Set<String> reachable = new HashSet<>();
    try (Command run = submit("client", "hdfs:///tables/client")) {
      while (!run.process().waitFor(100, TimeUnit.MILLISECONDS)) {
        reachable.addAll(Listening.beyondLoopback(ProcessHandle.current()));
      }
      run.succeeds();
      assertThat(run.out())
          .contains("12 of 12 trials in " + cluster.uri() + "/tables/client: 12 OK");
      assertThat(run.err()).doesNotContain("WARNING: the master", "scalar kernels");
    }
    assertThat(cluster.lastEnd()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
    SmallGrid.assertSame(golden, cluster.uri() + "/tables/client");
    assertWhole("hdfs:///tables/client");
    assertThat(Listening.sockets(Path.of("/proc/self"))).as("what daemons listen at").isNotEmpty();
    assertThat(reachable).as("what other machines could have reached").isEmpty();
  }

  @Test
  void theTableOfADriverOnTheClusterIsThatOfOneProcess() throws Exception {
    succeedsOnTheCluster("cluster");
    assertThat(cluster.containersPrinted())
        .contains("12 of 12 trials in " + cluster.uri() + "/tables/cluster: 12 OK");
    SmallGrid.assertSame(golden, cluster.uri() + "/tables/cluster");
    assertWhole("hdfs:///tables/cluster");

    succeedsOnTheCluster("cluster-again");
    assertThat(cluster.containersPrinted())
        .contains("All 12 trials have their rows: nothing to train");
  }

  @Test
  void aSweepWithABadTrialIsAFailedApplication() throws Exception {
    Path spec = Files.writeString(folder.resolve("diverging.yaml"), DIVERGING);
    String[] arguments = {"run", spec.toString(), "--out", "hdfs:///tables/diverging"};
    List<String> onTheCluster = new ArrayList<>(List.of("--deploy-mode", "cluster"));
    onTheCluster.addAll(Arrays.asList(arguments));
    try (Command run = cluster.submit("failed", onTheCluster.toArray(String[]::new))) {
      assertThat(run.exitCode()).as(run.err()).isNotZero();
    }
    assertThat(cluster.lastEnd()).isEqualTo(FinalApplicationStatus.FAILED);
    assertThat(cluster.containersPrinted())
        .contains("2 of 2 trials in " + cluster.uri() + "/tables/diverging: 1 OK, 1 DIVERGED")
        .contains("lstm-sweep ended with exit code 5; its output says why");
    assertWhole("hdfs:///tables/diverging");
    try (Command again = cluster.submit("failed-again", arguments)) {
      assertThat(again.exitCode()).as(again.err()).isEqualTo(5);
      assertThat(again.out()).contains("nothing to train");
    }
  }

  private static Command submit(String name, String out, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(SmallGrid.run(EPOCHS));
    arguments.addAll(List.of("--out", out));
    return cluster.submit(name, arguments.toArray(String[]::new));
  }

  private static void succeedsOnTheCluster(String name) throws Exception {
    try (Command run = submit(name, "hdfs:///tables/cluster", "--deploy-mode", "cluster")) {
      run.succeeds();
    }
    assertThat(cluster.lastEnd()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
  }

  private static void assertWhole(String out) throws Exception {
    try (Command audit = cluster.submit("audit" + out.replaceAll(".*/", "-"), "audit", out)) {
      assertThat(audit.succeeds().out()).contains("Whole: every expected row is there once.");
    }
  }
}
