package io.github.lstmsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSweepTest {
  private static final String SPEC =
      """
      name: extended
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 4}
        num_epochs: {value: 1}
        lr: {values: [1, 2]}
      """;

  private static final int ROUNDS = 10;

  @TempDir Path folder;
  private final StorageSettings settings = StorageSettings.ofThisProcess();
  private Path spec;

  @BeforeEach
  void spec() throws IOException {
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
  }

  @Test
  void ofTwoThatExtendATableAtOnceTheSecondIsRefused() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Path out = folder.resolve("out-" + round);
      sweep(out, "lr=[1,2]").begin();
      assertThat(refusals(sweep(out, "lr=[1,2,3]"), sweep(out, "lr=[1,2,4]")))
          .as("round %d: %s", round, stored(out))
          .isEqualTo(1);
      assertThat(stored(out)).containsAnyOf("[1, 2, 3]", "[1, 2, 4]");
      try (Stream<Path> files = Files.walk(out)) {
        assertThat(files.filter(Files::isRegularFile)).as("no marker stays").hasSize(1);
      }
    }
  }

  @Test
  void ofTwoThatMakeATableAtOnceTheSecondIsRefusedOrExtendsIt() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Path out = folder.resolve("out-" + round);
      TableSweep smaller = sweep(out, "lr=[1,2]");
      TableSweep larger = sweep(out, "lr=[1,2,3]");
      int refusals = refusals(smaller, larger);
      assertThat(stored(out)).as("round %d", round).contains("[1, 2, 3]");
      assertThat(refusals).as("the smaller one, where it came second").isBetween(0, 1);
    }
  }

  @Test
  void aTableThatAnotherDriverMadeOfFewerTrialsIsExtended() throws IOException {
    Path out = folder.resolve("out");
    TableSweep larger = sweep(out, "lr=[1,2,3]");
    sweep(out, "lr=[1,2]").begin();
    larger.begin();
    assertThat(stored(out)).contains("[1, 2, 3]");
  }

  /**
   * Returns the number of sweeps that are refused, with the exit code of a changed specification.
   */
  private static int refusals(TableSweep... sweeps) throws Exception {
    CyclicBarrier together = new CyclicBarrier(sweeps.length);
    ExecutorService drivers = Executors.newFixedThreadPool(sweeps.length);
    try {
      List<Future<List<String>>> begun = new ArrayList<>();
      for (TableSweep sweep : sweeps) {
        begun.add(
            drivers.submit(
                () -> {
                  together.await();
                  return sweep.begin();
                }));
      }
      int refusals = 0;
      for (Future<List<String>> one : begun) {
        try {
          one.get(100, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  UserException.class,
                  u -> assertThat(u.exitCode()).isEqualTo(ExitCode.SPECIFICATION_CHANGED));
          refusals++;
        }
      }
      return refusals;
    } finally {
      drivers.shutdownNow();
    }
  }

  private TableSweep sweep(Path out, String lr) {
    CorpusLoader loader = new CorpusLoader(Optional.empty(), Map.of(), new HadoopReader(settings));
    return new TableSweep(
        SweepInput.read(spec, List.of(lr), loader),
        TrialTable.openOrNew(out.toUri(), settings),
        TableSweep.Growth.ALLOWED,
        Retry.NONE);
  }

  private static String stored(Path out) throws IOException {
    return Files.readString(out.resolve("sweep.yaml"));
  }
}
