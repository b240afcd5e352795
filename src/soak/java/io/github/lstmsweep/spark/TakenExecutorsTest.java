package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests executors that the cluster's operator takes away in the middle of a sweep. They are
 * decommissioned (SIGPWR), and Spark then lets them finish their tasks, or they are ended
 * (SIGTERM).
 */
@EnabledOnOs(OS.LINUX)
class TakenExecutorsTest {
  private static final int TRIALS = 60;
  private static final int TAKEN = 4;
  private static final Map<String, String> DECOMMISSION =
      Map.of("spark.decommission.enabled", "true");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"PWR, decommission", "TERM, received signal term"})
  void executorsThatAreTakenAwayCostNoRow(String signal, String logged) throws Exception {
    GoldenSweep golden = GoldenSweep.train(folder, TRIALS);
    Path out = folder.resolve("out");
    RowFiles rows = new RowFiles(out);
    Set<Long> taken = new HashSet<>();
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Process driver =
          cluster.startDriver(
              DECOMMISSION, Main.class.getName(), "run", "" + golden.spec(), "--out", "" + out);
      while (taken.size() < TAKEN && AtWork.await(out, driver)) {
        for (AtWork work : AtWork.in(out).stream().limit(1).toList()) {
          Signals.send(signal, work.pid());
          Signals.awaitEnd(work.pid());
          taken.add(work.pid());
          rows.look();
        }
      }
      assertThat(driver.waitFor(4, TimeUnit.MINUTES)).as("it ends").isTrue();
      String printed = Files.readString(cluster.lastDriverLog());
      assertThat(driver.exitValue()).as(printed).isZero();
      assertThat(cluster.executorsLogged().toLowerCase(Locale.ROOT)).contains(logged);
    }
    rows.look();
    assertThat(taken).as("executors that were taken").hasSize(TAKEN);
    assertThat(TableContents.of(out)).isEqualTo(golden.contents());
  }
}
