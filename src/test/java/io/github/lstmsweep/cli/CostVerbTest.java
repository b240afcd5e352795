package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostVerbTest {
  private static final String SPEC =
      """
      name: costly
      corpus: TEXT
      windows: {train: 70, validation: 33}
      parameters:
        num_steps: {value: 4}
        cell: {values: [lstm, rnn]}
        num_hiddens: {values: [9, 40]}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1]}
      """;

  private static final String NUMBER = "[\\d,.]+";
  private static final String MEASURED = " +" + NUMBER + " +" + NUMBER + " to " + NUMBER;

  @TempDir static Path folder;
  private static Path out;
  private static Path text;

  @BeforeAll
  static void runASweep() throws IOException {
    LocalSpark.session();
    text = Files.writeString(folder.resolve("text"), "the sea has the wind and a mast ".repeat(20));
    Path spec = Files.writeString(folder.resolve("s.yaml"), SPEC.replace("TEXT", "" + text));
    out = folder.resolve("out");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
  }

  @Test
  void everyNetworkOfTheTableIsMeasuredOnceAndCellsAreCompared() {
    Shell cost = Shell.run("cost", out, "--seconds", "0.05");

    assertThat(cost.exitCode()).as(cost.err().toString()).isZero();
    assertThat(cost.err()).isEmpty();
    List<String> lines = cost.out();
    assertThat(lines.get(0))
        .matches("costly: measuring 4 networks on one core with (vector|scalar) kernels, about .*");
    assertThat(lines.get(2)).matches("num_hiddens +cell +parameters +FLOP/token +trained .*");
    // V = 12: a forward pass takes 2GH² + 2HV, and PyTorch has two biases per gate.
    List<String> networks = lines.subList(3, 7);
    List<String> beginnings =
        List.of(
            " +9 +rnn +327 +378", " +9 +lstm +948 +864",
            " +40 +rnn +2,652 +4,160", " +40 +lstm +9,132 +13,760");
    for (int i = 0; i < 4; i++) {
      assertThat(networks.get(i)).matches(beginnings.get(i) + MEASURED.repeat(3));
    }
    assertThat(lines.get(8)).startsWith("num_hiddens  a token of  FLOP");
    assertThat(lines.get(9)).matches(" +9 +rnn : lstm +1\\.00 : 2\\.29( +1\\.00 : [\\d.]+){3}");
    assertThat(lines.get(10)).matches(" +40 +rnn : lstm +1\\.00 : 3\\.31( +1\\.00 : [\\d.]+){3}");
    assertThat(lines).hasSize(11);
  }

  @Test
  void whatCannotBeMeasuredIsTold() throws IOException {
    refused(
        2,
        "Cannot set --seconds to 0: must be a finite number above 0",
        "cost",
        out,
        "--seconds",
        "0");
    refused(
        2,
        "Cannot read the table "
            + folder
            + ": must be a folder with a sweep.yaml; name what `run`"
            + " was given as --out",
        "cost",
        folder);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.copy(out.resolve("sweep.yaml"), empty.resolve("sweep.yaml"));
    refused(
        2,
        "Cannot measure the table "
            + empty
            + ": must have a trial that is OK, since no other has a"
            + " model",
        "cost",
        empty);
  }

  @Test
  void aTimeSeriesHasNoTokensToMeasure() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("series.yaml"),
            """
            name: series
            task: time-series
            corpus: noisy-sine
            windows: {train: 40, validation: 20}
            parameters:
              num_hiddens: {value: 3}
              num_epochs: {value: 1}
            """);
    Path series = folder.resolve("series");
    Shell run = Shell.run("run", spec, "--out", series);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    Shell cost = Shell.run("cost", series);
    assertThat(cost.err())
        .singleElement()
        .asString()
        .startsWith(
            "Cannot measure the table "
                + series
                + ": must be of language models, but its task is time-series; ");
    assertThat(cost.out()).isEmpty();
    assertThat(cost.exitCode()).isEqualTo(2);
  }

  @Test
  void aModelThatIsNotWhatWasPublishedIsRefused() throws IOException {
    Path copy = folder.resolve("copy");
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(out.relativize(file).toString()));
      }
    }
    try (Stream<Path> models = Files.list(copy.resolve("models"))) {
      for (Path model : models.toList()) {
        Files.write(model, new byte[] {1, 2, 3});
      }
    }
    Shell cost = Shell.run("cost", copy);
    assertThat(cost.err())
        .singleElement()
        .asString()
        .matches(
            "Cannot read the model of trial [0-9a-f]{32}: .*; `audit --set-aside` and then `run` train the trial again");
    assertThat(cost.exitCode()).isEqualTo(4);
  }

  @Test
  void anotherTextThanTheTablesIsRefused() throws IOException {
    String was = Files.readString(text);
    try {
      Files.writeString(text, was + "more");
      Shell cost = Shell.run("cost", out);
      assertThat(cost.err())
          .singleElement()
          .asString()
          .startsWith(
              "Cannot measure the table "
                  + out
                  + ": the text of "
                  + text
                  + " must have the SHA-256 ");
      assertThat(cost.exitCode()).isEqualTo(2);
    } finally {
      Files.writeString(text, was);
    }
  }

  private static void refused(int exitCode, String message, Object... command) {
    Shell shell = Shell.run(command);
    assertThat(shell.err()).containsExactly(message);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.exitCode()).isEqualTo(exitCode);
  }
}
