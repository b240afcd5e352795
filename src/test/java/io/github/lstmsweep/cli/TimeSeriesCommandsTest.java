package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the verbs from end to end on a time series, a column of a CSV file next to its
 * specification.
 */
class TimeSeriesCommandsTest {
  private static final String SPEC =
      """
      name: waves
      task: time-series
      corpus: waves.csv
      column: height
      windows: {train: 60, validation: 30}
      parameters:
        input: {values: [window, sequence]}
        cell: {values: [gru, rnn]}
        num_hiddens: {value: 4}
        lr: {value: 0.1}
        num_epochs: {value: 4}
      """;

  @TempDir static Path folder;
  private static Path spec;
  private static Path out;
  private static Shell run;

  @BeforeAll
  static void runASweep() throws IOException {
    LocalSpark.session();
    StringBuilder csv = new StringBuilder("day,height\n");
    for (int i = 0; i < 120; i++) {
      csv.append(String.format(Locale.ROOT, "%d,%.4f%n", i, 100 + 20 * Math.sin(0.4 * i)));
    }
    Files.writeString(folder.resolve("waves.csv"), csv);
    spec = Files.writeString(folder.resolve("waves.yaml"), SPEC);
    out = folder.resolve("out");
    run = Shell.run("run", spec, "--out", out);
  }

  @Test
  void runShowsTheScoreBesideForecastsWithoutANetwork() {
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    assertThat(run.out())
        .anyMatch(line -> line.matches("4/4 trials \\| took .* \\| best validation_rmse [\\d.]+"))
        .anyMatch(
            line -> line.matches("status +validation_rmse +input +cell +train_seconds +trial"))
        .anyMatch(line -> line.matches("best [\\d.]+; linear 0\\.\\d+, naive \\d+\\.\\d+"))
        .contains("4 of 4 trials in " + out + ": 4 OK")
        .last()
        .asString()
        .contains("select cell, min(validation_rmse) as best from trials");
    List<String> status = Shell.run("status", out).out();
    assertThat(run.out()).contains(status.get(status.size() - 1));
  }

  @Test
  void planSaysWhatItIs() {
    assertThat(Shell.run("plan", spec).out())
        .anyMatch(
            line ->
                line.endsWith("waves.csv (60 training and 30 validation windows)")
                    && line.startsWith("waves: 4 trials on "))
        .anyMatch(line -> line.matches("[\\d.]+ k trained steps, .*"))
        .contains(
            "All trials: num_hiddens 4, lr 0.1, batch_size 16, num_epochs 4, gradient_clip 1,"
                + " num_layers 1, hidden_activation tanh, dropout 0, optimizer sgd, weight_decay 0,"
                + " keep last, seed 0, tau 4");
  }

  @Test
  void auditAndVerifyFindEveryTrialAgain() {
    Shell audit = Shell.run("audit", out);
    assertThat(audit.exitCode()).as(audit.out().toString()).isZero();
    assertThat(audit.out()).contains("Whole: every expected row is there once.");
    Shell verify = Shell.run("verify", out, "--sample", "4");
    assertThat(verify.exitCode()).as(verify.out().toString()).isZero();
    assertThat(verify.out())
        .anyMatch(line -> line.contains("validation_rmse"))
        .contains("4 of 4 trials came out with the parameters of their rows");
  }

  @Test
  void aSeriesThatChangedIsAnotherTable() throws IOException {
    Path other = Files.createDirectory(folder.resolve("moved"));
    Files.writeString(other.resolve("waves.yaml"), SPEC);
    String csv = Files.readString(folder.resolve("waves.csv"));
    Files.writeString(other.resolve("waves.csv"), csv.replaceFirst("0,100.0000", "0,101.0000"));
    Shell changed = Shell.run("run", other.resolve("waves.yaml"), "--out", out);
    assertThat(changed.exitCode()).isEqualTo(3);
  }

  /** Spreadsheets allow two lines in a header cell. */
  @Test
  void aColumnOfTwoLinesIsRunOnceAndIsThereAgain() throws IOException {
    Path other = Files.createDirectory(folder.resolve("two lines"));
    String csv = Files.readString(folder.resolve("waves.csv"));
    Files.writeString(
        other.resolve("waves.csv"), csv.replaceFirst("height", "\"Height\n\t(m) \u009b\""));
    Path two =
        Files.writeString(
            other.resolve("waves.yaml"),
            SPEC.replace("column: height", "column: \"Height\\n\\t(m) \\x9b\""));
    Path table = other.resolve("out");

    Shell first = Shell.run("run", two, "--out", table);
    Shell again = Shell.run("run", two, "--out", table);

    assertThat(first.exitCode()).as(first.err().toString()).isZero();
    assertThat(again.exitCode()).as(again.err().toString()).isZero();
    assertThat(again.out()).first().isEqualTo("All 4 trials have their rows: nothing to train");
  }

  @Test
  void sqlHasTheForecastsAsAViewOfTheirOwn() {
    Shell answer =
        Shell.run(
            "sql",
            out,
            "select count(*) as n, min(place) as first, count(ahead_16) as ahead_16,"
                + " max(abs(sqrt(s) - r)) < 1e-4 as same from (select trial_id,"
                + " avg(power(ahead_1 - value, 2)) over (partition by trial_id) as s, place,"
                + " ahead_16 from forecasts) join (select trial_id, validation_rmse as r from"
                + " trials) using (trial_id)");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).last().asString().matches(" *120 +64 +60 +true");
  }

  @Test
  void reportDrawsTheForecastsOfTheBest() throws IOException {
    assertThat(Shell.run("report", out).exitCode()).isZero();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains(
            "Best validation RMSE",
            "the least-squares linear forecast",
            "the previous value",
            ">validation_rmse</th>",
            "aria-label=\"Learning curves: validation RMSE by epoch\"",
            "aria-label=\"validation RMSE by input\"",
            "aria-label=\"Forecasts of the best trial by place in the series\"",
            "place 64",
            ">1 step ahead</text>",
            ">16 steps ahead</text>",
            "<tr><td class=\"n\">64</td><td class=\"n\">–</td><td class=\"n\">0</td></tr>")
        .doesNotContain("erplexity", "What they write", "NaN", "bits a token");
  }

  /** Both files have the scale of the values, which the model file lacks. */
  @Test
  void aModelIsExportedWithItsScale() throws IOException {
    for (String format : List.of("onnx", "raw")) {
      Path file = folder.resolve("model." + format);
      Shell shell = Shell.run("export", out, "--format", format, "--to", file);
      assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .contains("validation_rmse", "deviation", "height");
    }
  }

  @Test
  void whatOnlyALanguageModelHasIsRefused() {
    Shell refused = Shell.run("generate", out);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .singleElement()
        .asString()
        .matches("Cannot use trial \\w+: must be a language model, but its task is time-series");
    Shell dl4j = Shell.run("export", out, "--format", "dl4j", "--to", folder.resolve("m"));
    assertThat(dl4j.exitCode()).isEqualTo(2);
    assertThat(dl4j.err())
        .singleElement()
        .asString()
        .matches(
            "Cannot export trial \\w+ as dl4j: must be a language model, but is of a time series;"
                + " --format raw takes every model");
    Shell cost = Shell.run("cost", out);
    assertThat(cost.exitCode()).isEqualTo(2);
    assertThat(cost.err())
        .containsExactly(
            "Cannot measure the table "
                + out
                + ": must be of language models, but its task is time-series; its rows have what"
                + " each trial took: lstm-sweep sql "
                + out
                + " 'select trial_id, train_seconds, validation_seconds, flops from trials'");
    Shell rescore = Shell.run("verify", out, "--rescore", "1");
    assertThat(rescore.exitCode()).isEqualTo(2);
    assertThat(rescore.err())
        .singleElement()
        .asString()
        .endsWith(
            "must have a trial that is OK and a language model by an LSTM with hidden_activation"
                + " tanh, which is what DL4J has");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          column=depth      | Cannot set column to depth: must be one that %s has, which are day, height
          column=           | Cannot leave out column: must be the name of one that %s has
          corpus=noisy-sine | Cannot set column to height: must be left out, as noisy-sine has none
          tau=31            | Cannot set tau to 31: must be at most 30, as corpus %s has 120 values for 90 windows
          windows.train=200 | Cannot set corpus to %s: must be a series of at least 234 values for 200 training and 30 validation windows; it has 120, so take a longer series or set windows (line 3)
          windows.test=5    | Cannot set windows.test to 5: must be 0 where task is time-series (only a language-model is tested yet)
          tokens=char       | Cannot set tokens to char: must be left out where task is time-series
          num_steps=8       | Cannot set parameters.num_steps: must be left out where task is time-series, as tau says how many values a window has
          input=both        | Cannot set input to both: must be window or sequence
          scale=log         | Cannot set scale to log: must be none or standard
          metric.name=validation_perplexity | Cannot set metric.name to validation_perplexity: must be validation_rmse where task is time-series (no other ranks trials yet)
          """)
  void aSpecificationThatCannotRunIsToldInOneLine(String set, String line) {
    Path unused = folder.resolve("unused");
    Shell refused = Shell.run("run", spec, "--set", set, "--out", unused);
    // Messages shorten a long path.
    assertThat(refused.err()).hasSize(1);
    String corpus = folder.resolve("waves.csv").toString();
    String shown = corpus.length() <= 80 ? corpus : corpus.substring(0, 79) + "…";
    assertThat(refused.err().get(0)).isIn(line.formatted(corpus), line.formatted(shown));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(unused).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"high", "NaN", "Infinity", "''"})
  void aValueThatIsNoNumberIsToldWithItsLine(String value) throws IOException {
    Path bad = Files.createTempDirectory(folder, "bad");
    Files.writeString(bad.resolve("waves.yaml"), SPEC);
    Files.writeString(bad.resolve("waves.csv"), "day,height\n0,1\n1," + value + "\n2,3\n");
    Shell refused = Shell.run("run", bad.resolve("waves.yaml"), "--out", folder.resolve("unused"));
    assertThat(refused.err())
        .containsExactly(
            "Cannot use column height of corpus "
                + bad.resolve("waves.csv")
                + ": line 3 has "
                + (value.isEmpty() ? "nothing there" : value)
                + ", must be a finite number");
    assertThat(refused.exitCode()).isEqualTo(2);
  }
}
