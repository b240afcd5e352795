package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every kind of bad trial on a real cluster. The driver outlives the executors that they kill.
 */
@EnabledOnOs(OS.LINUX)
class BadClusterTest {
  private static final int GOOD = 12;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Pattern DIED = Pattern.compile("process (\\d+) on ");

  @TempDir Path folder;

  /** Trains the trials. Argument: the table. */
  public static void main(String[] arguments) {
    ClusterSweep.run(URI.create(arguments[0]), new BadTrainer(), trials(), TIMEOUT);
  }

  private static List<Trial> trials() {
    List<Trial> trials = new ArrayList<>();
    for (int seed = 0; seed < GOOD; seed++) {
      trials.add(Results.trial(seed));
    }
    for (BadTrainer.Fault fault : BadTrainer.Fault.values()) {
      trials.add(fault.trial());
    }
    return trials;
  }

  @Test
  void aBadTrialOfEachKindIsOneRowAndOneThatKillsItsExecutorsTakesNoOtherWithIt() throws Exception {
    URI table = folder.resolve("out").toUri();
    String executorsPrinted;
    try (StandaloneCluster cluster = new StandaloneCluster(folder)) {
      Process driver =
          cluster.startDriver(Map.of(), BadClusterTest.class.getName(), table.toString());
      boolean ended = driver.waitFor(3, TimeUnit.MINUTES);
      driver.destroyForcibly();
      String printed = Files.readString(cluster.lastDriverLog());
      assertThat(ended).as("it ended: %s", printed).isTrue();
      assertThat(driver.exitValue()).as("one driver did all of it: %s", printed).isZero();
      executorsPrinted = cluster.executorsPrinted();
    }

    for (BadTrainer.Fault fault : BadTrainer.Fault.values()) {
      assertThat(executorsPrinted).as("%s fired", fault).contains("FAULT " + fault);
    }
    TableRows rows = TrialTable.open(table, StorageSettings.ofThisProcess()).rows();
    assertThat(rows.unreadable()).isEmpty();
    Map<TrialId, TrialRow> byId =
        rows.rows().stream().collect(Collectors.toMap(TrialRow::id, Function.identity()));
    assertThat(byId.keySet())
        .containsExactlyInAnyOrderElementsOf(trials().stream().map(Trial::id).toList());
    assertThat(rows.counts()).containsEntry(TrialStatus.OK, GOOD);
    for (BadTrainer.Fault fault : BadTrainer.Fault.values()) {
      assertThat(byId.get(fault.trial().id()).status()).as("%s", fault).isEqualTo(fault.status());
    }
    TrialRow crashed = byId.get(BadTrainer.Fault.KILLS_ITS_PROCESS.trial().id());
    List<String> processes =
        DIED.matcher(crashed.statusDetail().orElseThrow())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(processes).as("three executors died of it").hasSize(3).doesNotHaveDuplicates();
    assertThat(count("FAULT KILLS_ITS_PROCESS", executorsPrinted)).isEqualTo(3);
  }

  private static long count(String what, String text) {
    Matcher found = Pattern.compile(Pattern.quote(what)).matcher(text);
    return found.results().count();
  }
}
