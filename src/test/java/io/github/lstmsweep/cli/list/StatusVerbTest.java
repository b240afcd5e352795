package io.github.lstmsweep.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the verbs status and show on a table of four trials, one of which diverged. */
class StatusVerbTest {
  private static final String SPEC =
      """
      name: tiny
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {values: [3, 2]}
        lr: {values: [0.5, 3e38]}
        batch_size: {value: 32}
        num_epochs: {value: 4}
      """;

  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    LocalSpark.session();
    out = folder.resolve("out");
    Path spec = Files.writeString(folder.resolve("tiny.yaml"), SPEC);
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(5);
  }

  @AfterEach
  void noTerminal() {
    System.clearProperty("lstmsweep.terminal");
    System.clearProperty("lstmsweep.size");
  }

  private static void terminal(int lines, int columns) {
    System.setProperty("lstmsweep.terminal", "true");
    System.setProperty("lstmsweep.size", lines + " " + columns);
  }

  @Test
  void theShortIdNamesTheTrialInEveryVerb() {
    List<String> list = Shell.run("status", out).out();
    String head =
        list.stream().filter(line -> line.startsWith("status ")).findFirst().orElseThrow();
    String best = list.get(list.indexOf(head) + 1);
    String id = best.substring(head.indexOf(" trial ") + 1).split(" ", 2)[0];
    assertThat(id).matches("[0-9a-f]{6,}");
    Shell show = Shell.run("show", out, id);
    assertThat(show.exitCode()).as("" + show.err()).isZero();
    assertThat(show.out().get(0)).startsWith("trial_id ").contains("  " + id);
    assertThat(Shell.run("show", out, "best").out()).isEqualTo(show.out());
    assertThat(Shell.run("generate", out, "--trial", id).exitCode()).isZero();
    Path model = folder.resolve("model.safetensors");
    assertThat(Shell.run("export", out, "--trial", id, "--format", "raw", "--to", model).exitCode())
        .isZero();
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    String widest =
        Shell.run("status", out).out().stream()
            .max(Comparator.comparing(String::length))
            .orElseThrow();
    assertThat(widest.length()).isGreaterThan(72);
    terminal(40, 72);
    List<String> list = Shell.run("status", out).out();
    int head = head(list);
    assertThat(list.subList(head, head + 5)).allMatch(line -> line.length() <= 72);
    assertThat(list.get(head + 3)).startsWith("DIVERGED").endsWith("...");
    assertThat(list).anyMatch(line -> line.startsWith("DIVERGED, "));
  }

  private static int head(List<String> list) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).startsWith("status ")) {
        return i;
      }
    }
    throw new AssertionError(list);
  }

  @Test
  void theListHasTheRowsAndColumnsThatWereAskedFor() {
    Shell top = Shell.run("status", out, "--top", 1, "--columns", "num_hiddens,status");
    List<String> list = top.out().subList(top.out().indexOf("") + 1, top.out().size());
    assertThat(list.get(0)).isEqualTo("num_hiddens  status");
    assertThat(list).hasSize(1 + 1 + 1 + 1 + 1);
    assertThat(list.get(2)).isEqualTo("... 1 more that are OK");
    assertThat(list.get(4)).isEqualTo("... 1 more that are not OK");
    Shell all = Shell.run("status", out, "--all", "--columns", "lr");
    assertThat(all.out()).endsWith("  lr", " 0.5", " 0.5", "3e38", "3e38");
  }

  @Test
  void mistakesInTheArgumentsAreOneLine() {
    assertThat(Shell.run("status", out, "--columns", "validation_perplexty").err())
        .containsExactly(
            "Cannot list the column validation_perplexty: must be a column of the table, as"
                + " docs/table.md lists them; did you mean validation_perplexity,"
                + " best_validation_perplexity?");
    assertThat(Shell.run("status", out, "--top", 0).err().get(0))
        .startsWith("Cannot set --top to 0");
    assertThat(Shell.run("status", out, "--top", 1, "--all").err())
        .containsExactly("Cannot use --top beside --all: must be one of the two");
    assertThat(Shell.run("status", out, "--watch=0").err().get(0)).startsWith("Cannot set --watch");
  }

  @Test
  void aWatchOfACompleteTableEndsAtOnce() {
    Shell watch = Shell.run("status", out, "--watch");
    assertThat(watch.exitCode()).isZero();
    assertThat(watch.out()).isEqualTo(Shell.run("status", out).out());
  }

  @Test
  void aWatchShowsTheRunningTrialsAndEndsWithTheLastRow() throws Exception {
    Path copy = folder.resolve("copy");
    copy(copy);
    Path row;
    try (Stream<Path> files = Files.list(copy.resolve("trials"))) {
      row = files.sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(row);
    TrialId id = new TrialId(row.getFileName().toString().substring(6, 38));
    Files.delete(row);
    TrialTable table = TrialTable.open(copy.toUri(), StorageSettings.ofThisProcess());
    Claim claim = table.claims().claim(id, Claimant.ofThisProcess("a run", true));
    CompletableFuture<Shell> watch =
        CompletableFuture.supplyAsync(() -> Shell.run("status", copy, "--watch=1"));
    TimeUnit.SECONDS.sleep(2);
    assertThat(watch).isNotDone();
    Files.write(row, bytes);
    claim.work().close();
    Shell shell = watch.get(60, TimeUnit.SECONDS);
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out()).containsSubsequence("missing       1", "", "missing       0");
    assertThat(shell.out())
        .filteredOn(line -> line.contains("process " + ProcessHandle.current().pid() + " on "))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(id.hex().substring(0, 8))
        .matches(".* \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d +\\d+\\.\\d s  process .*");
  }

  private static void copy(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(out.relativize(file).toString()));
      }
    }
  }

  @Test
  void aTrialThatIsNotOkIsShownWithItsReason() throws IOException {
    String id =
        Shell.run("sql", out, "select trial_id from trials where status != 'OK'").out().get(1);
    Shell show = Shell.run("show", out, id.substring(0, 9));
    assertThat(show.exitCode()).isZero();
    assertThat(show.out())
        .anyMatch(line -> line.matches("status +DIVERGED"))
        .anyMatch(line -> line.matches("status_detail +.*epoch 1, step .*"))
        .noneMatch(line -> line.startsWith("sample "));
    JsonNode json = new ObjectMapper().readTree(Shell.run("show", out, id, "--json").out().get(0));
    assertThat(json.get("trial_id").textValue()).isEqualTo(id);
    assertThat(json.get("status_detail").textValue()).contains("epoch 1");
    assertThat(json.get("validation_perplexity").isNull()).isTrue();
    assertThat(json.get("num_steps").intValue()).isEqualTo(4);
  }

  @Test
  void theBestIsShownWithItsCurve() throws IOException {
    List<String> lines = Shell.run("show", out, "best").out();
    assertThat(lines)
        .anyMatch(line -> line.matches("curve +[\\u2581-\\u2588]{4}"))
        .anyMatch(
            line ->
                line.matches(
                    " +first [0-9.]+ \\(epoch 1\\), best [0-9.]+ \\(epoch \\d\\), last [0-9.]+"
                        + " \\(epoch 4\\)"));
    for (String column :
        List.of("lr", "corpus", "unigram_perplexity", "host", "kernels", "started_at", "sample")) {
      assertThat(lines).as(column).anyMatch(line -> line.matches(column + " +\\S.*"));
    }
    JsonNode json =
        new ObjectMapper().readTree(Shell.run("show", out, "best", "--json").out().get(0));
    assertThat(json.get("curve")).hasSize(4);
    assertThat(json.get("curve").get(3).get("validation_perplexity"))
        .isEqualTo(json.get("validation_perplexity"));
    assertThat(json.get("started_at").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
  }

  @Test
  void aTrialThatIsNotThereIsNamed() {
    Shell show = Shell.run("show", out, "zz");
    assertThat(show.exitCode()).isEqualTo(2);
    assertThat(show.err()).hasSize(1).first().asString().startsWith("Cannot find trial zz: ");
    assertThat(Shell.run("show", out).err().get(0)).startsWith("Cannot leave out TRIAL: ");
  }
}
