package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code kill -9} of the driver, executors and workers of a real cluster. Every trial must
 * have one row, with the bits of an undisturbed run. {@code -Dsoak.seeds=1,2}, {@code
 * -Dsoak.kills=30} and {@code -Dsoak.trials=300} set the size.
 */
@EnabledOnOs(OS.LINUX)
class KilledClusterTest {
  private static final List<Long> SEEDS =
      Arrays.stream(System.getProperty("soak.seeds", "1").split(",")).map(Long::valueOf).toList();
  private static final int KILLS = Integer.getInteger("soak.kills", 5);
  private static final int TRIALS = Integer.getInteger("soak.trials", 40);

  @TempDir Path folder;

  @Test
  void whoeverIsKilledEveryTrialHasItsOneRowWithTheSameBits() throws Exception {
    GoldenSweep golden = GoldenSweep.train(folder, TRIALS);
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      for (long seed : SEEDS) {
        long start = System.nanoTime();
        Path out = folder.resolve("out-" + seed);
        KilledSweep sweep = new KilledSweep(cluster, golden.spec(), out, seed, KILLS);
        List<KilledSweep.Kill> kills = sweep.run();
        System.out.printf(
            "seed %d: %d kills %s, %d missed, %d trials cut off, %d drivers, %.1f s%n",
            seed,
            kills.size(),
            byVictim(kills),
            sweep.missed(),
            kills.stream().mapToInt(KilledSweep.Kill::cutOff).sum(),
            sweep.drivers(),
            (System.nanoTime() - start) / 1e9);
        assertThat(kills).as("seed %d", seed).isNotEmpty();
        assertThat(TableContents.of(out)).as("seed %d", seed).isEqualTo(golden.contents());
      }
    }
  }

  private static Map<KilledSweep.Victim, Long> byVictim(List<KilledSweep.Kill> kills) {
    return kills.stream()
        .collect(
            Collectors.groupingBy(KilledSweep.Kill::victim, TreeMap::new, Collectors.counting()));
  }
}
