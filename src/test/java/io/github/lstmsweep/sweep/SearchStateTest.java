package io.github.lstmsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.api.Sweep;
import io.github.lstmsweep.api.SweepOptions;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.report.LiveReport;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.task.SweepWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks for the state of searches that are over, and of one that was stopped between two rounds. */
class SearchStateTest {
  private static final String SPEC =
      """
      name: a-search
      corpus: harbour
      windows: {train: 200, validation: 100}
      method: %s
      parameters:
        num_steps: 4
        num_hiddens: [4, 8]
        lr: [0.1, 0.5, 1, 2, 4]
        batch_size: 64
        num_epochs: 9
      """;

  @TempDir Path folder;

  @Test
  void aSearchThatIsOverHasNothingLeftAlsoIfItNeverBeganSomeTrials() throws IOException {
    for (String method : List.of("successive-halving", "tpe", "freeze-thaw")) {
      run(method, SweepOptions.defaults());
      StoredSweep stored = stored(method);
      assertThat(SearchState.left(stored, stored.table().rows()).isNone()).as(method).isTrue();
      assertThat(LiveReport.isComplete(StoredSummary.of(stored))).as(method).isTrue();
      assertThat(Shell.run("status", out(method)).out())
          .contains("missing       0", "to go on      0");
      assertThat(Shell.run("audit", out(method)).exitCode()).as(method).isZero();
    }
  }

  @Test
  void aSearchBetweenTwoRoundsIsNotOverAlthoughEveryTrialHasARow() throws IOException {
    SweepListener stopping =
        new SweepListener() {
          @Override
          public void round(int number, SweepWork.Round round) {
            throw UserException.badInput("stopped between two rounds");
          }
        };
    assertThatThrownBy(
            () -> run("successive-halving", SweepOptions.defaults().listeningWith(stopping)))
        .isInstanceOf(UserException.class);
    StoredSweep stored = stored("successive-halving");
    SearchState.Left left = SearchState.left(stored, stored.table().rows());
    assertThat(stored.table().rows().rows()).hasSize(10);
    assertThat(left).isEqualTo(new SearchState.Left(0, 3, List.of(), Optional.empty()));
    assertThat(LiveReport.isComplete(StoredSummary.of(stored))).isFalse();
    assertThat(Shell.run("status", out("successive-halving")).out()).contains("to go on      3");

    // A corrupt row is told, and the search does without it.
    Path paused = folder.resolve("successive-halving/paused");
    try (var files = Files.list(paused)) {
      Path row = files.filter(file -> file.toString().endsWith(".parquet")).findFirst().get();
      byte[] bytes = Files.readAllBytes(row);
      bytes[bytes.length / 2] ^= 1;
      Files.write(row, bytes);
    }
    Shell audit = Shell.run("audit", out("successive-halving"));
    assertThat(audit.out()).contains("corrupt        1");
    assertThat(Shell.run("status", out("successive-halving")).out()).contains("unreadable    1");

    run("successive-halving", SweepOptions.defaults());
    StoredSweep whole = stored("successive-halving");
    assertThat(SearchState.left(whole, whole.table().rows()).isNone()).isTrue();
  }

  private void run(String method, SweepOptions options) throws IOException {
    Path spec = Files.writeString(folder.resolve(method + ".yaml"), SPEC.formatted(method));
    Sweep.run(LocalSpark.session(), spec.toString(), out(method), options).count();
  }

  private String out(String method) {
    return folder.resolve(method).toString();
  }

  private StoredSweep stored(String method) {
    return StoredSweep.open(out(method), StorageSettings.ofThisProcess());
  }
}
