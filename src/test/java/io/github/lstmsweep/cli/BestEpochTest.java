package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.ScoresByEpoch;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose trials keep their best epoch. */
class BestEpochTest {
  private static final String SPEC =
      """
      name: kept
      corpus: harbour
      windows: {train: 128, validation: 64}
      parameters:
        num_steps: 4
        num_hiddens: 8
        batch_size: 32
        num_epochs: 12
        lr: [0.5, 20, 40]
        keep: [last, best]
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeEach
  void write() throws Exception {
    LocalSpark.session();
    spec = Files.writeString(folder.resolve("s.yaml"), SPEC);
    out = folder.resolve("out");
  }

  private static boolean keepsBest(TrialRow row) {
    return row.hyperparameter(Hyperparameter.KEEP).equals("best");
  }

  @Test
  void theScoreOfATrialThatKeepsItsBestEpochIsTheLowest() {
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    TableRows.WithCurves all =
        TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rowsWithCurves();
    int different = 0;
    for (TrialRow row : all.rows().rows()) {
      List<EpochPoint> curve = all.curves().get(row.id());
      double lowest = curve.stream().mapToDouble(EpochPoint::validationScore).min().orElseThrow();
      double last = curve.get(11).validationScore();
      double score = row.validationScore().orElseThrow();
      assertThat(score).isEqualTo(keepsBest(row) ? lowest : last);
      double[] scores = ScoresByEpoch.of(row, curve);
      assertThat(scores).hasSize(12).endsWith(score);
      if (keepsBest(row)) {
        assertThat(DoubleStream.of(scores).boxed()).isSortedAccordingTo(Comparator.reverseOrder());
        different += lowest < last ? 1 : 0;
      }
    }
    assertThat(different).isPositive();
    Shell verify = Shell.run("verify", out, "--sample", 6);
    assertThat(verify.exitCode()).as("%s", verify.out()).isZero();
    assertThat(Shell.run("audit", out).exitCode()).isZero();
    assertThat(Shell.run("generate", out, "--trial", "best").exitCode()).isZero();
  }

  @Test
  void aHalvingRanksTrialsByTheirBestEpochAndEndsWithTheRowsOfAGrid() {
    Shell run =
        Shell.run(
            "run", spec, "--out", out, "--set", "method=successive-halving", "--set", "keep=best");
    assertThat(run.exitCode()).as("%s", run.err()).isZero();
    Path grid = folder.resolve("grid");
    assertThat(Shell.run("run", spec, "--out", grid, "--set", "keep=best").exitCode()).isZero();
    TrialTable trained = TrialTable.open(grid.toUri(), StorageSettings.ofThisProcess());
    List<TrialRow> whole =
        TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().ranked();
    assertThat(whole).isNotEmpty();
    for (TrialRow row : whole) {
      TrialRow expected =
          trained.rows().rows().stream().filter(r -> r.id().equals(row.id())).findFirst().get();
      assertThat(row.parametersSha256()).isEqualTo(expected.parametersSha256());
      assertThat(row.validationScore()).isEqualTo(expected.validationScore());
    }
  }

  @Test
  void anArrayEngineRefusesIt() {
    Shell run = Shell.run("run", spec, "--out", out, "--engine", "nd4j");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "Cannot train with keep best with the engine nd4j: must be last; --engine cpu trains every trial");
  }
}
