package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests speculation: Spark gives a slow task to a second executor, and both publish at once. */
@EnabledOnOs(OS.LINUX)
class SpeculationTest {
  private static final long FIRST = AnnouncingTrainer.FOR_TWO - 11;
  private static final long LAST = AnnouncingTrainer.FOR_TWO + 12;

  private static final Map<String, String> SPECULATION =
      Map.of(
          "spark.speculation", "true",
          "spark.speculation.interval", "50ms",
          "spark.speculation.multiplier", "1.1",
          "spark.speculation.quantile", "0.1",
          "spark.speculation.efficiency.enabled", "false");

  @TempDir Path folder;

  @Test
  void aTrialThatTwoExecutorsTrainAtOnceHasOneRow() throws Exception {
    String printed;
    String executorsPrinted;
    // Spark never gives a task to one machine twice.
    try (StandaloneCluster cluster =
        new StandaloneCluster(folder, List.of("127.0.0.1", "localhost"))) {
      Process driver = AnnouncedSweep.startDriver(cluster, SPECULATION, FIRST, LAST);
      printed = AnnouncedSweep.await(driver, cluster.lastDriverLog());
      executorsPrinted = cluster.executorsPrinted();
    }

    String trial = Results.trial(AnnouncingTrainer.FOR_TWO).id().hex();
    List<String> ended =
        AnnouncingTrainer.printed("ENDED", trial)
            .matcher(executorsPrinted)
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(ended).as("two executors trained it").hasSize(2).doesNotHaveDuplicates();
    assertThat(printed.lines().filter(line -> line.endsWith(" " + trial)))
        .as("one of them told the driver")
        .hasSize(1);
    // Only now, because the first process to train it alone would wait for another for ever.
    Map<String, String> golden = AnnouncedSweep.golden(folder, FIRST, LAST);
    assertThat(TableContents.of(folder.resolve("out"))).isEqualTo(golden);
    assertThat(folder.resolve("out/_attempts")).isEmptyDirectory();
  }
}
