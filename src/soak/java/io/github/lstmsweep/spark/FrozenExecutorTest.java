package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests an executor that stands still (SIGSTOP) in the middle of a trial. It does so for so long
 * that another driver gives the executor up and trains the trial. Then it continues and publishes
 * its result.
 */
@EnabledOnOs(OS.LINUX)
class FrozenExecutorTest {
  private static final long FIRST = 1;
  private static final long LAST = 24;
  private static final int TRIALS = (int) (LAST - FIRST + 1);

  /** One of the two cores, so that each driver has an executor. */
  private static final Map<String, String> ONE_CORE = Map.of("spark.cores.max", "1");

  @TempDir Path folder;
  private Path out;
  private Map<String, String> golden;
  private RowFiles rows;

  @BeforeEach
  void golden() throws Exception {
    out = folder.resolve("out");
    golden = AnnouncedSweep.golden(folder, FIRST, LAST);
    rows = new RowFiles(out);
  }

  /**
   * An executor that stands still.
   *
   * @param pid its process
   * @param trials the trials that it had begun and that have no row
   */
  private record Frozen(long pid, Set<String> trials) {}

  @Test
  void oneThatGoesOnAfterAnotherDriverTrainedItsTrialsChangesNoRow() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Process first = AnnouncedSweep.startDriver(cluster, ONE_CORE, FIRST, LAST);
      Path firstLog = cluster.lastDriverLog();
      Frozen frozen = freeze(first);
      resume(cluster, frozen);

      Signals.goOn(frozen.pid());
      String printed = AnnouncedSweep.await(first, firstLog);
      assertThat(printed)
          .as("it published what it had")
          .contains(frozen.trials().stream().map(trial -> "TRAINED " + trial).toList());
    }
    rows.look();
    assertThat(TableContents.of(out)).isEqualTo(golden);
    assertThat(out.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void oneOfAMachineThatStoodStillWhileItsDriverWasKilledChangesNoRow() throws Exception {
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Process first = AnnouncedSweep.startDriver(cluster, ONE_CORE, FIRST, LAST);
      Frozen frozen = freeze(first);
      long worker = ProcessHandle.of(frozen.pid()).orElseThrow().parent().orElseThrow().pid();
      // Otherwise the worker would end the executor of the dead driver.
      Signals.stop(worker);
      Signals.kill(first.pid());
      resume(cluster, frozen);

      Signals.goOn(frozen.pid());
      Signals.awaitEnd(frozen.pid());
      Signals.goOn(worker);
      for (String trial : frozen.trials()) {
        cluster.awaitPrinted(AnnouncingTrainer.printed("ENDED", trial), frozen.pid());
      }
    }
    rows.look();
    assertThat(TableContents.of(out)).isEqualTo(golden);
  }

  /** Stops the executor in the middle of a trial, when the table has a few rows. */
  private Frozen freeze(Process driver) throws IOException, InterruptedException {
    while (AtWork.await(out, driver)) {
      rows.look();
      AtWork work = AtWork.in(out).stream().findFirst().orElse(null);
      if (work != null && rows.count() >= 2) {
        Signals.stop(work.pid());
        Set<String> trials =
            AtWork.marked(out).stream()
                .filter(a -> a.pid() == work.pid() && !rows.has(a.trial()))
                .map(AtWork::trial)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!trials.isEmpty()) {
          return new Frozen(work.pid(), trials);
        }
        Signals.goOn(work.pid());
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the driver ended before its executor could be stopped");
  }

  /** Has a new driver train all remaining trials while the executor stands still. */
  private void resume(StandaloneCluster cluster, Frozen frozen) throws Exception {
    Process second = AnnouncedSweep.startDriver(cluster, ONE_CORE, FIRST, LAST);
    String printed = AnnouncedSweep.await(second, cluster.lastDriverLog());
    assertThat(Signals.state(frozen.pid())).as("it stood still all along").isEqualTo('T');
    rows.look();
    assertThat(rows.count()).isEqualTo(TRIALS);
    assertThat(printed)
        .as("its trials were trained by another")
        .contains(frozen.trials().stream().map(trial -> "TRAINED " + trial).toList());
  }
}
