package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.storage.CrashPoint;
import io.github.lstmsweep.result.storage.ObjectStore;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests publishing at length: every crash point of a larger sweep, and twenty writers. */
class PublishingSoakTest {
  private static final long[] SEEDS = {1, 2, 3, GoldenTrainer.DIVERGES};
  private static final Writers WRITERS = new Writers(20, 500);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = CrashPoint.Death.class,
      names = {"BEFORE", "HALFWAY", "POWER"})
  void everyCrashPointOnALocalDisk(CrashPoint.Death death) throws Exception {
    assertThat(new CrashPoints(CrashPoints.local(folder), SEEDS).enumerate(death)).isPositive();
  }

  @Test
  void everyCrashPointOnAnObjectStoreWithoutRename() throws Exception {
    assertThat(
            new CrashPoints(CrashPoints.objects("soak"), SEEDS).enumerate(CrashPoint.Death.BEFORE))
        .isPositive();
  }

  @Test
  void twentyProcessesOnALocalDisk() throws Exception {
    URI root = folder.resolve("table").toUri();
    TrialTable.openOrNew(root, StorageSettings.ofThisProcess()).create("name: a-sweep\n");
    WRITERS.check(root, new Configuration(false), WRITERS.inProcesses(root, folder, Map.of()));
  }

  @Test
  void twentyThreadsOnAnObjectStoreWithoutRename() throws Exception {
    WritersTest.inThreads(WRITERS, URI.create(ObjectStore.SCHEME + "://soak-writers/table"));
  }
}
