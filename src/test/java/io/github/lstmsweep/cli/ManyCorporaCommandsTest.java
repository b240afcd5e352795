package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the verbs from end to end on a sweep of three series. */
class ManyCorporaCommandsTest {
  private static final String SPEC =
      """
      name: shops
      task: time-series
      corpus: {glob: "shops/*.csv"}
      column: sold
      windows: {train: 60, validation: 30}
      parameters: {num_hiddens: 4, lr: [0.01, 0.1], num_epochs: 3}
      """;

  @TempDir static Path folder;
  private static Path spec;
  private static Path out;
  private static Shell run;

  @BeforeAll
  static void runASweep() throws IOException {
    LocalSpark.session();
    spec = sweep(folder, 3);
    out = folder.resolve("out");
    run = Shell.run("run", spec, "--out", out);
  }

  private static Path sweep(Path in, int count) throws IOException {
    Files.createDirectories(in.resolve("shops"));
    for (int i = 0; i < count; i++) {
      Files.writeString(in.resolve("shops/s" + i + ".csv"), csv(i, 100));
    }
    return Files.writeString(in.resolve("shops.yaml"), SPEC);
  }

  private static String csv(int shop, double level) {
    StringBuilder csv = new StringBuilder("day,sold\n");
    for (int i = 0; i < 120; i++) {
      double sold = level * (1 + shop) + 20 * Math.sin((0.2 + 0.1 * shop) * i);
      csv.append(String.format(Locale.ROOT, "%d,%.4f%n", i, sold));
    }
    return csv.toString();
  }

  @Test
  void everyCorpusHasItsGridAndItsBest() {
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    assertThat(run.out())
        .contains("6 of 6 trials in " + out + ": 6 OK")
        .anyMatch(line -> line.matches("corpus +validation_rmse +linear +naive +lr +OK +trial"))
        .anyMatch(line -> line.matches("sold of .*shops/s2.csv .* 2 of 2 +[0-9a-f]{6,}"))
        .anyMatch(line -> line.startsWith("best in "))
        .noneMatch(line -> line.contains("| best validation_rmse"));
    List<String> status = Shell.run("status", out).out();
    assertThat(status).contains("corpora       3", "expected      6");
    assertThat(status.stream().filter(line -> line.startsWith("sold of "))).hasSize(3);
  }

  @Test
  void planTellsTheSizesOfTheCorpora() throws IOException {
    Path other = folder.resolve("planned");
    Path sizes = sweep(other, 4);
    Files.writeString(other.resolve("shops/s2.csv"), csv(2, 100) + "120,1\n121,2\n");
    Shell plan = Shell.run("plan", sizes);
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out())
        .startsWith(
            "shops: 8 trials on 4 corpora (60 training and 30 validation windows of each)",
            "corpora: 482 values together, 120 to 122 each; the longest:",
            "  122 values  sold of " + other.resolve("shops/s2.csv"),
            "  120 values  sold of " + other.resolve("shops/s0.csv"),
            "  120 values  sold of " + other.resolve("shops/s1.csv"));
    Path texts = Files.createDirectories(folder.resolve("texts"));
    Files.writeString(texts.resolve("a.txt"), "one two three ".repeat(30));
    Files.writeString(texts.resolve("b.txt"), "four five six seven ".repeat(30));
    Path spec =
        Files.writeString(
            texts.resolve("texts.yaml"),
            """
            name: texts
            corpus: {glob: "*.txt"}
            windows: {train: 60, validation: 30}
            parameters: {num_steps: 4, num_hiddens: 4}
            """);
    assertThat(Shell.run("plan", spec).out())
        .anyMatch(
            line ->
                line.matches("texts: 2 trials on 2 corpora .* of each, vocabulary of 9 to 1\\d\\)"))
        .contains(
            "corpora: 1,020 characters together, 420 to 600 each; the longest:",
            "  600 characters  " + texts.resolve("b.txt"));
  }

  @Test
  void bestWritesARowACorpus() {
    Shell csv = Shell.run("best", out, "--format", "csv");
    assertThat(csv.exitCode()).isZero();
    assertThat(csv.out()).hasSize(4);
    assertThat(csv.out().get(0))
        .isEqualTo(
            "corpus,column,validation_rmse,noise_rmse,linear_rmse,naive_rmse,lr,ok,trials,trial_id");
    assertThat(csv.out().get(1)).matches(".*shops/s0.csv,sold,[0-9.]+,,.*,2,2,[0-9a-f]{32}");
    assertThat(Shell.run("best", out, "--format", "json").out())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"corpus\":\"") && line.contains("\"lr\":0."));
    Shell unknown = Shell.run("best", out, "--format", "xml");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("Cannot set --format to xml: must be one of table, csv, json, markdown");
  }

  @Test
  void bestIsNoTrialOfSeveralCorpora() {
    Shell show = Shell.run("show", out, "best");
    assertThat(show.exitCode()).isEqualTo(2);
    assertThat(show.err().toString())
        .contains(
            "Cannot find trial best: must be the id of a trial, because the table "
                + out
                + " has 3 corpora, and each has its own best; `best` lists their ids");
  }

  @Test
  void auditVerifyCompactAndReportWork() throws IOException {
    Path copy = folder.resolve("copy");
    assertThat(Shell.run("run", spec, "--out", copy, "--from", out).exitCode()).isZero();
    assertThat(Shell.run("compact", copy).exitCode()).isZero();
    assertThat(Shell.run("audit", copy).out()).contains("Whole: every expected row is there once.");
    assertThat(Shell.run("verify", copy, "--sample", "6").out())
        .contains("6 of 6 trials came out with the parameters of their rows");
    assertThat(Shell.run("report", copy).exitCode()).isZero();
    assertThat(Files.readString(copy.resolve("report.html")))
        .contains("The best of each corpus", "Scores are compared within a corpus only")
        .doesNotContain("id=\"the-answer\"");
  }

  @Test
  void aChangedFileIsRefusedByItsName() throws IOException {
    Path other = folder.resolve("changed");
    Path changed = sweep(other, 3);
    Path table = other.resolve("out");
    assertThat(Shell.run("run", changed, "--out", table).exitCode()).isZero();
    Files.writeString(other.resolve("shops/s1.csv"), csv(1, 101));
    Shell again = Shell.run("run", changed, "--out", table);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err().toString())
        .containsPattern("SHA-256 of corpus sold of \\S*shops/s1.csv: [0-9a-f]{64} -> [0-9a-f]{64}")
        .doesNotContain("s0.csv");
    Shell verify = Shell.run("verify", table, "--sample", "1");
    assertThat(verify.exitCode()).isEqualTo(2);
    assertThat(verify.err().toString())
        .containsPattern("Cannot use corpus sold of \\S*shops/s1.csv: must have the SHA-256");
  }

  @Test
  void aFurtherFileExtendsTheTable() throws IOException {
    Path other = folder.resolve("more");
    Path more = sweep(other, 2);
    Path table = other.resolve("out");
    assertThat(Shell.run("run", more, "--out", table).exitCode()).isZero();
    sweep(other, 3);
    Shell refused = Shell.run("run", more, "--out", table);
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err().toString())
        .contains("add --extend to train the 2 additional trials")
        .containsPattern("corpus: 2 corpora -> 3 corpora, with sold of \\S*shops/s2.csv");
    Shell extended = Shell.run("run", more, "--out", table, "--extend");
    assertThat(extended.out()).contains("6 of 6 trials in " + table + ": 6 OK");
    Files.delete(other.resolve("shops/s0.csv"));
    Shell fewer = Shell.run("run", more, "--out", table);
    assertThat(fewer.exitCode()).isEqualTo(3);
    assertThat(fewer.err().toString()).contains("yours lacks 2 of its 6 trials");
  }

  @Test
  void twoFilesWithOneContentAreRefused() throws IOException {
    Path other = folder.resolve("twice");
    Path twice = sweep(other, 2);
    Files.writeString(other.resolve("shops/s1.csv"), csv(0, 100));
    Shell refused = Shell.run("run", twice, "--out", other.resolve("out"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().toString())
        .containsPattern(
            "Cannot use corpus sold of \\S*s1.csv: must have data of its own, but has that of sold"
                + " of \\S*s0.csv");
    Shell place = Shell.run("run", spec, "--corpus", spec, "--out", other.resolve("out"));
    assertThat(place.exitCode()).isEqualTo(2);
  }
}
