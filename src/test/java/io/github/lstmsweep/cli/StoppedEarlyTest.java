package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep whose trials all stop early has scores, a best trial, samples and models. */
class StoppedEarlyTest {
  private static final String SPEC =
      """
      name: early
      corpus: harbour
      windows: {train: 200, validation: 100}
      search: {early_stop: {patience: 1, min_delta: 0.9}}
      parameters:
        num_steps: 4
        num_hiddens: 8
        lr: [0.1, 2]
        keep: [last, best]
        batch_size: 64
        num_epochs: 9
      """;

  @TempDir Path folder;
  private Path out;
  private List<TrialRow> rows;

  @BeforeEach
  void run() throws IOException {
    LocalSpark.session();
    Path spec = Files.writeString(folder.resolve("early.yaml"), SPEC);
    out = folder.resolve("out");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    rows = TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().ranked();
  }

  @Test
  void allOfItsTrialsRank() {
    assertThat(rows).hasSize(4).extracting(TrialRow::status).containsOnly(TrialStatus.PAUSED);
    Shell status = Shell.run("status", out);
    assertThat(status.out()).anyMatch(line -> line.startsWith("best "));
    for (TrialRow row : rows) {
      assertThat(status.out())
          .anyMatch(
              line ->
                  line.startsWith("PAUSED  ")
                      && line.contains(row.id().hex().substring(0, 6))
                      && line.endsWith(row.sample().orElseThrow().stripTrailing()));
    }
  }

  @Test
  void everyTrialWritesTheSampleOfItsRow() {
    for (TrialRow row : rows) {
      Shell shell =
          Shell.run("generate", out, "--trial", row.id(), "--prefix", "it has", "--length", 20);
      assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
      assertThat(shell.out()).containsExactly(row.sample().orElseThrow());
    }
    assertThat(Shell.run("generate", out, "--length", 20).out())
        .containsExactly(rows.get(0).sample().orElseThrow());
  }

  @Test
  void aTrialWithoutItsStateIsNamed() throws IOException {
    List<Path> states = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(out.resolve("paused"), "*" + rows.get(0).id() + "*")) {
      files.forEach(states::add);
    }
    for (Path file : states) {
      if (!file.toString().endsWith(".parquet")) {
        Files.delete(file);
      }
    }
    Shell shell = Shell.run("generate", out, "--trial", rows.get(0).id());
    assertThat(shell.exitCode()).isEqualTo(4);
    assertThat(shell.err())
        .singleElement()
        .asString()
        .startsWith("Cannot read the model of trial " + rows.get(0).id() + ": it is paused, and")
        .contains("is lost or corrupt")
        .contains("`audit --set-aside` and then `run` train the trial again");
    assertThat(Shell.run("audit", out).exitCode()).isEqualTo(4);
    Shell.run("audit", out, "--set-aside");
    Shell again = Shell.run("run", folder.resolve("early.yaml"), "--out", out);
    assertThat(again.exitCode()).as(again.err().toString()).isZero();
    assertThat(TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().ranked())
        .extracting(TrialRow::parametersSha256)
        .isEqualTo(rows.stream().map(TrialRow::parametersSha256).toList());
    assertThat(Shell.run("audit", out).exitCode()).isZero();
  }
}
