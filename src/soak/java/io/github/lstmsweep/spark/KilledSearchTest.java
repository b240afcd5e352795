package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that a search has equal rows on one core, on two cores, and on a cluster of two executors
 * whose driver, executors and workers are killed. {@code -Dsoak.kills=30} sets the kills.
 */
@EnabledOnOs(OS.LINUX)
class KilledSearchTest {
  private static final int KILLS = Integer.getInteger("soak.kills", 5);

  private static final String SPEC =
      """
      name: a-search
      corpus: harbour
      windows: {train: 640, validation: 32}
      method: %s
      search: {seed: 1}
      parameters:
        num_steps: 16
        num_hiddens: [8, 16]
        lr: [0.5, 1, 2, 4, 8, 16]
        batch_size: 32
        num_epochs: 27
        seed: [0, 1]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"successive-halving, 1", "hyperband, 2", "asha, 3", "tpe, 4", "freeze-thaw, 5"})
  void equalRowsOnOneCoreOnTwoAndOnAClusterThatIsKilled(String method, long seed)
      throws IOException, InterruptedException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(method));
    Path one = folder.resolve("one");
    GoldenSweep.run(spec, one, "local[1]");
    Map<String, String> expected = contents(one);
    assertThat(expected.values()).anyMatch(row -> row.contains(TrialStatus.PAUSED.name()));
    Path two = folder.resolve("two");
    GoldenSweep.run(spec, two, "local[2]");
    assertThat(contents(two)).as("two cores").isEqualTo(expected);
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Path out = folder.resolve("out");
      List<KilledSweep.Kill> kills = new KilledSweep(cluster, spec, out, seed, KILLS).run();
      System.out.printf("%s: %d kills %s%n", method, kills.size(), kills);
      assertThat(kills).as("kills").isNotEmpty();
      assertThat(contents(out)).as("a killed cluster").isEqualTo(expected);
    }
  }

  /** Returns the rows of all trials, paused ones included, and every byte of the models. */
  private static Map<String, String> contents(Path out) throws IOException {
    Map<String, String> contents = new TreeMap<>(TableContents.of(out));
    TrialTable table = TrialTable.open(out.toUri(), StorageSettings.ofThisProcess());
    TableRows.WithCurves all = table.rowsWithCurves();
    assertThat(all.rows().unreadable()).isEmpty();
    for (TrialRow row : all.rows().rows()) {
      if (row.status() == TrialStatus.PAUSED) {
        List<Double> scores =
            all.curves().get(row.id()).stream().map(point -> point.validationScore()).toList();
        contents.put(row.id().hex(), row.status() + " " + row.statusDetail() + " " + scores);
      }
    }
    return contents;
  }
}
