package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the verbs from end to end, on a grid of four tiny models. */
class SweepCommandsTest {
  private static final String TINY =
      """
      name: tiny
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {values: [3, 2]}
        lr: {values: [0.5, 1]}
        batch_size: {value: 32}
        num_epochs: {value: 2}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeSpecification() throws IOException {
    spec = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    out = folder.resolve("a table");
  }

  @Test
  void planListsTheTrialsAndTrainsNothing() {
    Shell plan = Shell.run("plan", spec, "--cores", "3");

    assertThat(plan.exitCode()).isEqualTo(0);
    assertThat(plan.out())
        .first()
        .isEqualTo(
            "tiny: 4 trials on harbour (64 training and 32 validation windows, vocabulary of 28)");
    assertThat(plan.out().get(1)).contains("on 3 cores");
    assertThat(plan.out().get(2))
        .matches(
            "4 tasks; lower bound 0\\.\\d s; idle at the end: up to 0\\.\\d s"
                + " \\([1-4]\\d\\.\\d% of core time\\)");
    assertThat(plan.out())
        .contains(
            "All trials: num_steps 4, batch_size 32, num_epochs 2, gradient_clip 1, cell lstm,"
                + " num_layers 1, hidden_activation tanh, dropout 0, optimizer sgd, weight_decay 0,"
                + " keep last, seed 0");
    assertThat(plan.out().subList(7, 11))
        .allSatisfy(line -> assertThat(line).containsPattern("[0-9a-f]{32}$"));
    assertThat(plan.out().get(6)).containsPattern("^start +num_hiddens +lr ");
    assertThat(plan.out().get(7)).as("the biggest first").containsPattern("^ *1 +3 ");
    assertThat(plan.out().get(4))
        .isEqualTo(
            "text: 3.1% of its 24,621 characters are dropped (punctuation); set text:"
                + " {punctuation: keep} to keep them");
    assertThat(folder.toFile().list()).containsExactly("tiny.yaml");
  }

  @Test
  void aLongPlanShowsBothEndsUnlessAskedForAll() {
    String seeds = "seed=[0,1,2,3,4,5,6,7,8,9]";

    Shell some = Shell.run("plan", spec, "--set", seeds);
    Shell all = Shell.run("plan", spec, "--set", seeds, "--all");

    assertThat(some.out()).contains("... 25 more (--all lists them)").hasSize(7 + 10 + 1 + 5);
    assertThat(all.out()).hasSize(7 + 40);
  }

  @Test
  void runTrainsTheGridAndRunAgainTrainsNothing() throws IOException {
    Shell first = Shell.run("run", spec, "--out", out);
    Map<String, Object> rows = rows();
    Shell second = Shell.run("run", spec, "--out", out);

    assertThat(first.exitCode()).as(first.err().toString()).isEqualTo(0);
    assertThat(first.out()).anyMatch(line -> line.startsWith("4/4 trials | took "));
    assertThat(first.out()).contains("4 of 4 trials in " + out + ": 4 OK");
    String best =
        first.out().stream().filter(line -> line.startsWith("best ")).findFirst().orElse("");
    assertThat(best)
        .matches("best [\\d.]+; uniform 28, unigram [\\d.]+, bigram [\\d.]+, trigram [\\d.]+");
    assertThat(Shell.run("status", out).out()).last().isEqualTo(best);
    assertThat(first.out())
        .anyMatch(
            line ->
                line.matches(
                    "Took .* on 2 cores: .*% training, .*; at best .* s; 99% of rows in the table"
                        + " .* after training; processors busy [\\d.]+%"));
    assertThat(rows).hasSize(4);
    assertThat(second.exitCode()).isEqualTo(0);
    assertThat(second.out()).first().isEqualTo("All 4 trials have their rows: nothing to train");
    assertThat(rows()).as("files, their keys and times").isEqualTo(rows);
  }

  @Test
  void severalSeedsAreSummarisedByConfiguration() {
    Shell run =
        Shell.run("run", spec, "--out", out, "--set", "seed=[0,1,2]", "--set", "lr=[0.5,9]");

    assertThat(run.exitCode()).as(run.err().toString()).isEqualTo(0);
    assertThat(run.out()).anyMatch(line -> line.matches("best mean [\\d.]+, sd [\\d.]+, n 3; .*"));
    assertThat(run.out())
        .anyMatch(
            line -> line.matches(" *mean +sd +n +num_hiddens +lr +behind the best +told apart"))
        .anyMatch(line -> line.matches("[0-3] of 3 others cannot be told apart from the best .*"))
        .last()
        .asString()
        .contains("select lr, avg(validation_perplexity) as mean from trials");
    List<String> status = Shell.run("status", out).out();
    int summary = status.indexOf("") + 1;
    assertThat(run.out()).containsAll(status.subList(summary, status.size()));
    assertThat(Shell.run("report", out).exitCode()).isZero();
    assertThat(out.resolve("report.html"))
        .content()
        .contains(">Over the seeds</h2>", ">told apart</th>", "Best mean validation perplexity");
  }

  @Test
  void runTrainsOnlyWhatIsMissing() throws IOException {
    Shell.run("run", spec, "--out", out);
    Map<String, Object> rows = rows();
    String lost = rows.keySet().iterator().next();
    Files.delete(out.resolve("trials").resolve(lost));

    Shell again = Shell.run("run", spec, "--out", out, "--set", "timeout.trial=10m");

    assertThat(again.exitCode()).isEqualTo(0);
    assertThat(again.out().get(0)).startsWith("tiny: training 1 trial on ");
    assertThat(again.out()).contains("3 trials had a row already");
    Map<String, Object> now = rows();
    assertThat(now.keySet()).isEqualTo(rows.keySet());
    now.remove(lost);
    assertThat(rows).containsAllEntriesOf(now);
  }

  @Test
  void aChangedSpecificationIsRefusedFieldByField() throws IOException {
    Shell.run("run", spec, "--out", out);
    Map<String, Object> rows = rows();

    Shell changed =
        Shell.run("run", spec, "--out", out, "--set", "lr=[0.5,2]", "--set", "num_epochs=3");

    assertThat(changed.exitCode()).isEqualTo(3);
    assertThat(changed.err())
        .containsExactly(
            cannotAdd("; name another --out, as yours lacks 4 of its 4 trials"),
            "  parameters.lr: [0.5, 1] -> [0.5, 2]",
            "  parameters.num_epochs: [2] -> [3]");
    assertThat(rows()).isEqualTo(rows);
    Shell renamed =
        Shell.run(
            "run", spec, "--out", out, "--extend", "--set", "name=b", "--set", "lr=[0.5,1,2]");
    assertThat(renamed.exitCode()).isEqualTo(3);
    assertThat(renamed.err())
        .containsExactly(
            cannotAdd(
                "; name another --out: --extend can only add trials, or test windows to a table"
                    + " without them"),
            "  name: \"tiny\" -> \"b\"",
            "  parameters.lr: [0.5, 1] -> [0.5, 1, 2]");
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void aSpecificationThatOnlyAddsTrialsExtendsTheTableWhereAsked() throws IOException {
    Shell.run("run", spec, "--out", out);
    Map<String, Object> rows = rows();
    List<Object> more = List.of("run", spec, "--out", out, "--set", "lr=[0.25,0.5,1]");

    Shell refused = Shell.run(more.toArray());
    Shell extended = Shell.run(append(more, "--extend"));
    Shell status = Shell.run("status", out);

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err())
        .containsExactly(
            cannotAdd("; add --extend to train the 2 additional trials"),
            "  parameters.lr: [0.5, 1] -> [0.25, 0.5, 1]");
    assertThat(extended.exitCode()).as(extended.err().toString()).isEqualTo(0);
    assertThat(extended.out().get(0)).startsWith("tiny: training 2 trials on ");
    assertThat(rows()).hasSize(6).containsAllEntriesOf(rows);
    assertThat(status.out()).contains("expected      6", "missing       0");
    assertThat(Shell.run(more.toArray()).out())
        .as("it is the table's specification now")
        .contains("All 6 trials have their rows: nothing to train");
    assertThat(Shell.run("run", spec, "--out", out, "--extend").err().get(0))
        .isEqualTo(cannotAdd("; name another --out, as yours lacks 2 of its 6 trials"));
  }

  private String cannotAdd(String mend) {
    return "Cannot add to the table "
        + out
        + ": it was made by another specification (its value -> yours)"
        + mend;
  }

  private static Object[] append(List<Object> words, Object last) {
    List<Object> all = new ArrayList<>(words);
    all.add(last);
    return all.toArray();
  }

  @Test
  void aTableWhoseCorpusChangedIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "the same words again ".repeat(20));
    String corpus = "corpus=" + text;
    Shell.run("run", spec, "--out", out, "--set", corpus);
    Files.writeString(text, "other words than these ".repeat(20));

    Shell changed = Shell.run("run", spec, "--out", out, "--set", corpus);

    assertThat(changed.exitCode()).isEqualTo(3);
    assertThat(changed.err()).hasSize(1).first().asString().contains("4 of its 4 rows");
    assertThat(rows()).hasSize(4);
  }

  @Test
  void statusCountsAndListsTheBestFirst() throws IOException {
    Shell.run("run", spec, "--out", out);
    Files.delete(out.resolve("trials").resolve(rows().keySet().iterator().next()));

    Shell status = Shell.run("status", out);

    assertThat(status.exitCode()).isEqualTo(0);
    assertThat(status.out())
        .contains("name          tiny", "expected      4", "OK            3", "missing       1");
    Pattern row = Pattern.compile("OK +([0-9]+\\.[0-9]+) .*");
    assertThat(
            status.out().stream()
                .map(row::matcher)
                .filter(Matcher::matches)
                .map(m -> Double.valueOf(m.group(1))))
        .hasSize(3)
        .isSorted();
  }

  @Test
  void aRowThatIsBrokenIsNamedAndTheOthersStayReadable() throws IOException {
    Shell.run("run", spec, "--out", out);
    String broken = rows().keySet().iterator().next();
    Files.writeString(out.resolve("trials").resolve(broken), "no Parquet");

    Shell status = Shell.run("status", out);
    Shell sql = Shell.run("sql", out, "select count(*) as n from trials");

    assertThat(status.exitCode()).isEqualTo(4);
    assertThat(status.err()).hasSize(1).first().asString().contains(broken);
    assertThat(status.out()).contains("OK            3", "unreadable    1", "missing       0");
    assertThat(sql.out()).containsExactly("n", "3");
    assertThat(sql.exitCode()).isEqualTo(4);
    assertThat(sql.err()).isEqualTo(status.err());
  }

  @Test
  void runSetsABrokenRowAsideAndTrainsThatTrialAlone() throws IOException {
    Shell.run("run", spec, "--out", out);
    Map<String, Object> rows = rows();
    Map<String, String> contents = PlainParquet.rows(out.resolve("trials"));
    String broken = rows.keySet().iterator().next();
    byte[] bytes = Files.readAllBytes(out.resolve("trials").resolve(broken));
    bytes[bytes.length / 2] ^= 1;
    Files.write(out.resolve("trials").resolve(broken), bytes);

    Shell again = Shell.run("run", spec, "--out", out);

    assertThat(again.exitCode()).as(again.err().toString()).isEqualTo(0);
    assertThat(again.out().get(0)).startsWith("tiny: training 1 trial on ");
    assertThat(again.out()).contains("3 trials had a row already");
    assertThat(again.err())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("Set aside trials/" + broken + " of " + out + " as _quarantine/trial-")
        .contains(": its SHA-256 is ");
    File[] aside = out.resolve("_quarantine").toFile().listFiles();
    assertThat(aside).hasSize(1);
    assertThat(aside[0]).hasBinaryContent(bytes);
    Map<String, Object> now = rows();
    assertThat(now.remove(broken)).isNotEqualTo(rows.remove(broken));
    assertThat(now).as("the other files").isEqualTo(rows);
    assertThat(PlainParquet.computed(out.resolve("trials")))
        .isEqualTo(PlainParquet.computed(contents));
    assertThat(Shell.run("audit", out).exitCode()).isEqualTo(0);
  }

  @Test
  void filesThatAreNoRowsBreakNoVerb() throws IOException {
    Shell.run("run", spec, "--out", out);
    Results.litter(out.resolve("trials"));

    Shell run = Shell.run("run", spec, "--out", out);
    Shell status = Shell.run("status", out);
    Shell sql = Shell.run("sql", out, "select count(*) as n from trials");

    assertThat(run.exitCode()).isEqualTo(0);
    assertThat(run.out()).contains("4 of 4 trials in " + out + ": 4 OK");
    assertThat(status.exitCode()).isEqualTo(0);
    assertThat(status.out()).contains("OK            4", "unreadable    0", "missing       0");
    assertThat(sql.out()).containsExactly("n", "4");
  }

  @Test
  void sqlAnswersOverTrialsAndEpochs() {
    Shell.run("run", spec, "--out", out);

    Shell trials =
        Shell.run(
            "sql", out, "select num_hiddens as h, count(*) as n from trials group by 1 order by 1");
    Shell epochs = Shell.run("sql", out, "select count(*) as n from epochs");
    Shell wrong = Shell.run("sql", out, "select nonsense from trials");

    assertThat(trials.out()).containsExactly("h  n", "2  2", "3  2");
    assertThat(epochs.out()).containsExactly("n", "8");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).hasSize(1).first().asString().contains("nonsense");
  }

  @Test
  void aTrialThatIsNotOkEndsTheRunWithFive() {
    Shell run = Shell.run("run", spec, "--out", out, "--set", "lr=3e38", "--set", "num_epochs=20");

    assertThat(run.exitCode()).as(run.out().toString()).isEqualTo(5);
    assertThat(run.out()).contains("2 of 2 trials in " + out + ": 2 DIVERGED");
    assertThat(run.out())
        .anyMatch(line -> line.startsWith("DIVERGED ") && line.contains("epoch 1, step "));
  }

  /** Returns the files of the rows, with attributes that change if one is written again. */
  private Map<String, Object> rows() throws IOException {
    Map<String, Object> rows = new TreeMap<>();
    try (Stream<Path> files = Files.list(out.resolve("trials"))) {
      files.forEach(file -> rows.put(file.getFileName().toString(), attributes(file)));
    }
    return rows;
  }

  private static Object attributes(Path file) {
    try {
      return Files.readAttributes(file, "size,lastModifiedTime,fileKey");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
