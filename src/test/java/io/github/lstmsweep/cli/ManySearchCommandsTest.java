package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.api.Sweep;
import io.github.lstmsweep.api.SweepOptions;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs searches of three series, and compares them with searches of one series each. */
class ManySearchCommandsTest {
  private static final String SPEC =
      """
      name: shops
      task: time-series
      corpus: %s
      column: sold
      windows: {train: 60, validation: 30}
      method: %s
      search: {%s}
      parameters: {num_hiddens: [2, 4], lr: [0.01, 0.1, 0.3, 1e9], num_epochs: 9}
      """;

  private static final String ALL = "{glob: \"shops/*.csv\"}";

  @TempDir static Path folder;

  @BeforeAll
  static void writeSeries() throws IOException {
    LocalSpark.session();
    series(folder, 3);
  }

  private static void series(Path in, int count) throws IOException {
    Files.createDirectories(in.resolve("shops"));
    for (int shop = 0; shop < count; shop++) {
      StringBuilder csv = new StringBuilder("day,sold\n");
      for (int i = 0; i < 120; i++) {
        double sold = 100 * (1 + shop) + 20 * Math.sin((0.2 + 0.1 * shop) * i);
        csv.append(String.format(Locale.ROOT, "%d,%.4f%n", i, sold));
      }
      Files.writeString(in.resolve("shops/s" + shop + ".csv"), csv);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "successive-halving|max_cost: 70%",
        "hyperband|max_cost: 70%",
        "asha|max_cost: 70%",
        "tpe|max_cost: 70%",
        "freeze-thaw|max_cost: 70%",
        "random|max_trials: 5, early_stop: {patience: 2, min_delta: 0.05}",
        "grid|median: {min_epochs: 2, interval: 3}"
      })
  void theRowsAreThoseOfASweepOfEachSeriesAlone(String method, String search) throws IOException {
    Path out = folder.resolve(method);
    Shell run = run(folder, ALL, method, search, out);
    assertThat(run.exitCode()).as(run.err().toString()).isIn(0, 5);
    Map<String, List<Object>> alone = new HashMap<>();
    for (int shop = 0; shop < 3; shop++) {
      Path own = folder.resolve(method + shop);
      run(folder, "shops/s" + shop + ".csv", method, search, own);
      alone.putAll(rows(own));
    }
    assertThat(rows(out)).isEqualTo(alone);
    assertThat(table(out).table().rows().counts()).containsKey(TrialStatus.PAUSED);
    List<String> status = Shell.run("status", out).out();
    assertThat(status).contains("corpora       3", "missing       0", "to go on      0");
    // Scores of paused trials would compare corpora.
    assertThat(status).noneMatch(line -> line.startsWith("PAUSED ") && line.contains("rank "));
    assertThat(Shell.run("audit", out).out()).contains("Whole: every expected row is there once.");
    assertThat(Shell.run("best", out, "--format", "csv").out()).hasSize(4);
    assertThat(Shell.run("report", out).exitCode()).isZero();
    if (method.equals("freeze-thaw")) {
      assertThat(status).anyMatch(line -> line.matches("corpus +forecast +80% interval .*"));
    }
    // A second run has nothing to do.
    Map<String, List<Object>> before = rows(out);
    run(folder, ALL, method, search, out);
    assertThat(rows(out)).isEqualTo(before);
  }

  @Test
  void aRaceSaysWhatAllCorporaHaveLeftOut() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("race.yaml"),
            """
            name: raced
            task: time-series
            corpus: {glob: "shops/*.csv"}
            column: sold
            windows: {train: 60, validation: 30}
            search: {race: {alpha: 0.5}}
            parameters: {lr: [0.0001, 0.3], seed: [0, 1, 2, 3, 4, 5], num_epochs: 4}
            """);
    Path out = folder.resolve("raced");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    String over = "The race \\(alpha 0.5\\) is over in each of 3 corpora: it trained .*";
    assertThat(run.out()).anyMatch(line -> line.matches(over));
    assertThat(Shell.run("status", out).out()).anyMatch(line -> line.matches(over));
    assertThat(Shell.run("audit", out).out()).anyMatch(line -> line.matches(over));
    JsonNode audit = new ObjectMapper().readTree(Shell.run("audit", out, "--json").out().get(0));
    assertThat(audit.get("left_out")).hasSize(36 - table(out).table().rows().rows().size());
  }

  @Test
  void planHasTheCostOfAllCorpora() throws IOException {
    Path halving = spec(folder, ALL, "successive-halving", "min_epochs: 1");
    assertThat(Shell.run("plan", halving).out())
        .anyMatch(line -> line.matches("successive-halving trains 24 trials to epoch 1, .*"));
    Path tpe = spec(folder, ALL, "tpe", "max_cost: 20%");
    assertThat(Shell.run("plan", tpe).out())
        .anyMatch(
            line ->
                line.matches(
                    "tpe trains at most .* steps of them \\(20.0%\\), and then one trial of each"
                        + " corpus to its end"));
    // A number of steps is that of each corpus.
    Path steps = spec(folder, ALL, "tpe", "max_cost: 1000");
    JsonNode json = new ObjectMapper().readTree(Shell.run("plan", steps, "--json").out().get(0));
    assertThat(json.get("search").get("most_tokens").asDouble()).isEqualTo(3_000);
    assertThat(Shell.run("plan", steps).out())
        .anyMatch(line -> line.startsWith("tpe trains at most 3.00 k steps of them"));
  }

  @Test
  void replayHasTheMeansOfTheCorpora() throws IOException {
    Path out = folder.resolve("whole");
    assertThat(run(folder, ALL, "grid", "", out).exitCode()).isZero();
    Shell replay = Shell.run("replay", out, "--set", "method=asha", "--set", "search.max_cost=70%");
    assertThat(replay.exitCode()).as(replay.err().toString()).isZero();
    assertThat(replay.out().get(0))
        .matches(
            "rule +corpora +mean tokens +mean time +whole +mean behind +worst behind +keeps the"
                + " best");
    assertThat(replay.out().get(1)).matches("asha .* 3 +\\d.* of 3");
    List<JsonNode> each = new ArrayList<>();
    for (String line :
        Shell.run("replay", out, "--set", "method=asha", "--set", "search.max_cost=70%", "--json")
            .out()) {
      each.add(new ObjectMapper().readTree(line));
    }
    assertThat(each).hasSize(3).allMatch(json -> json.get("column").asText().equals("sold"));
    assertThat(each.stream().map(json -> json.get("corpus").asText()).distinct()).hasSize(3);
    int whole = each.stream().mapToInt(json -> json.get("whole").asInt()).sum();
    double tokens =
        each.stream().mapToDouble(json -> json.get("tokens").asDouble()).average().getAsDouble();
    assertThat(replay.out().get(1))
        .containsPattern(
            " 3 +" + String.format(Locale.ROOT, "%.1f%%", 100 * tokens) + " .* " + whole + " ");
    // A rule without a seed has one course for all seeds.
    assertThat(Shell.run("replay", out, "--set", "method=successive-halving", "--seeds", "2").out())
        .filteredOn(line -> line.startsWith("successive-halving"))
        .singleElement()
        .asString()
        .matches(".* 3 +[0-9.]+% .* of 3");
    // The search trains what its replay says.
    Path searched = folder.resolve("replayed");
    run(folder, ALL, "asha", "max_cost: 70%", searched);
    assertThat(
            table(searched).table().rows().rows().stream()
                .filter(row -> row.status() == TrialStatus.OK))
        .hasSize(whole);
    Shell front = Shell.run("replay", out, "--front");
    assertThat(front.exitCode()).isEqualTo(2);
    assertThat(front.err().toString())
        .contains("Cannot list the front of several corpora: must be --front --json");
    assertThat(Shell.run("replay", out, "--front", "--json").out()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void aStoppedSearchGoesOnAndAFurtherSeriesJoins() throws IOException {
    Path other = folder.resolve("more");
    series(other, 2);
    Path spec = spec(other, ALL, "asha", "max_cost: 70%");
    Path out = other.resolve("out");
    SweepListener stopping =
        new SweepListener() {
          @Override
          public void round(int number, SweepWork.Round round) {
            if (number == 3) {
              throw UserException.badInput("stopped between two rounds");
            }
          }
        };
    assertThatThrownBy(
            () ->
                Sweep.run(
                        LocalSpark.session(),
                        spec.toString(),
                        out.toString(),
                        SweepOptions.defaults().listeningWith(stopping))
                    .count())
        .isInstanceOf(UserException.class);
    assertThat(Shell.run("status", out).out()).doesNotContain("to go on      0");
    run(other, ALL, "asha", "max_cost: 70%", out);
    assertThat(Shell.run("status", out).out()).contains("to go on      0");
    Map<String, List<Object>> two = rows(out);
    series(other, 3);
    Shell refused = Shell.run("run", spec, "--out", out);
    assertThat(refused.exitCode()).isEqualTo(3);
    Shell extended = Shell.run("run", spec, "--out", out, "--extend");
    assertThat(extended.exitCode()).as(extended.err().toString()).isIn(0, 5);
    Map<String, List<Object>> three = rows(out);
    assertThat(three).containsAllEntriesOf(two);
    Path alone = other.resolve("alone");
    run(other, "shops/s2.csv", "asha", "max_cost: 70%", alone);
    two.putAll(rows(alone));
    assertThat(three).isEqualTo(two);
  }

  @Test
  void aSeriesWithoutARowIsMissingAsAWhole() throws IOException {
    Path other = folder.resolve("unknown");
    series(other, 3);
    Path out = other.resolve("out");
    run(other, ALL, "successive-halving", "max_cost: 70%", out);
    StoredSweep stored = table(out);
    TableRows rows = stored.table().rows();
    String lost = rows.rows().get(0).text("corpus_sha256").orElseThrow();
    int removed = 0;
    for (TrialRow row : rows.rows()) {
      if (row.text("corpus_sha256").orElseThrow().equals(lost)) {
        for (String kind : List.of("trials", "paused")) {
          try (var files = Files.list(out.resolve(kind))) {
            for (Path file : files.filter(f -> f.toString().contains(row.id().hex())).toList()) {
              Files.delete(file);
            }
          }
        }
        removed++;
      }
    }
    assertThat(removed).isEqualTo(8);
    assertThat(Shell.run("status", out).out()).contains("missing       8", "to go on      0");
  }

  private static Path spec(Path in, String corpus, String method, String search)
      throws IOException {
    return Files.writeString(in.resolve("spec.yaml"), SPEC.formatted(corpus, method, search));
  }

  private static Shell run(Path in, String corpus, String method, String search, Path out)
      throws IOException {
    return Shell.run("run", spec(in, corpus, method, search), "--out", out);
  }

  private static StoredSweep table(Path out) {
    return StoredSweep.open(out.toString(), StorageSettings.ofThisProcess());
  }

  /** Returns what a search decides and computes, by the ids of the trials. */
  private static Map<String, List<Object>> rows(Path out) {
    TableRows.WithCurves read = table(out).table().rowsWithCurves();
    Map<String, List<Object>> rows = new HashMap<>();
    for (TrialRow row : read.rows().rows()) {
      rows.put(
          row.id().hex(),
          List.of(
              row.status(),
              row.statusDetail(),
              row.text("parameters_sha256"),
              read.curves().getOrDefault(row.id(), List.of()).stream()
                  .map(EpochPoint::validationScore)
                  .toList()));
    }
    return rows;
  }
}
