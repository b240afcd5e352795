package io.github.lstmsweep.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastVerbTest {
  private static final String SPEC =
      """
      name: waves
      task: time-series
      corpus: waves.csv
      column: height
      scale: standard
      windows: {train: 60, validation: 50}
      parameters:
        input: {values: [window, sequence]}
        cell: {values: [gru, rnn]}
        num_hiddens: {value: 4}
        lr: {value: 0.1}
        num_epochs: {value: 4}
      """;

  private static final String TEXT =
      """
      name: text
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters: {num_steps: 4, num_hiddens: 4, num_epochs: 1}
      """;

  @TempDir static Path folder;
  private static Path csv;
  private static Path out;
  private static Path text;

  @BeforeAll
  static void runSweeps() throws IOException {
    LocalSpark.session();
    csv = waves("waves.csv", 120, "height");
    out = run("waves", SPEC);
    text = run("text", TEXT);
  }

  private static Path run(String name, String yaml) throws IOException {
    Path spec = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    Shell run = Shell.run("run", spec, "--out", folder.resolve(name));
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    return folder.resolve(name);
  }

  private static Path waves(String name, int days, String column) throws IOException {
    StringBuilder lines = new StringBuilder("day," + column + "\n");
    for (int i = 0; i < days; i++) {
      lines.append(String.format(Locale.ROOT, "%d,%.4f%n", i, 100 + 20 * Math.sin(0.4 * i)));
    }
    return Files.writeString(folder.resolve(name), lines);
  }

  private static List<TrialRow> rows(Path table) {
    return TrialTable.open(table.toUri(), StorageSettings.ofThisProcess()).rows().rows();
  }

  @Test
  void itPrintsEachStepWithItsInterval() {
    Shell shell = Shell.run("forecast", out, "--steps", "3");
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).hasSize(4);
    assertThat(shell.out().get(0)).matches("step +forecast +lower +upper +validation_rmse");
    String best = rows(out).get(0).id().hex();
    assertThat(Shell.run("forecast", out, "--steps", "3", "--trial", best.substring(0, 9)).out())
        .isEqualTo(shell.out());
  }

  @ParameterizedTest
  @CsvSource({"window, gru", "sequence, rnn"})
  void theErrorsByHorizonAreThoseOfTheTable(String input, String cell) throws IOException {
    TrialRow row =
        rows(out).stream()
            .filter(
                r -> input.equals(r.values().get("input")) && cell.equals(r.values().get("cell")))
            .findFirst()
            .orElseThrow();
    List<JsonNode> steps = json("--trial", row.id().hex(), "--steps", "60");
    assertThat(steps).hasSize(60);
    for (int k : List.of(1, 4, 16)) {
      Shell sql =
          Shell.run(
              "sql",
              out,
              "select sqrt(avg(power(ahead_"
                  + k
                  + " - value, 2))) as rmse from forecasts where not isnan(ahead_"
                  + k
                  + ") and trial_id = '"
                  + row.id()
                  + "'",
              "--format",
              "csv");
      double rmse = Double.parseDouble(sql.out().get(1));
      assertThat(steps.get(k - 1).get("validation_rmse").asDouble())
          .as("%d steps ahead", k)
          .isCloseTo(rmse, within(1e-12 * rmse));
    }
    assertThat(steps.get(0).get("validation_rmse").asDouble())
        .isCloseTo(row.validationScore().orElseThrow(), within(1e-5));
    assertThat(steps.get(59).get("validation_rmse").isNull()).isTrue();
    assertThat(steps.get(59).get("lower").isNull()).isTrue();
    assertThat(steps.get(59).get("forecast").isNumber()).isTrue();
  }

  @Test
  void itContinuesAnotherSeriesAndTheOneItLearnedFromAlike() throws IOException {
    List<JsonNode> own = json("--steps", "5");
    assertThat(json("--steps", "5", "--input", csv.toString())).isEqualTo(own);
    Path copy = waves("copy.csv", 120, "meters");
    assertThat(json("--steps", "5", "--input", copy.toUri().toString(), "--column", "meters"))
        .isEqualTo(own);
    Path longer = waves("longer.csv", 125, "height");
    assertThat(json("--steps", "5", "--input", longer.toString())).isNotEqualTo(own);
  }

  @Test
  void formsAndLevelsAgree() throws IOException {
    List<JsonNode> json = json("--steps", "4");
    Shell csvForm = Shell.run("forecast", out, "--steps", "4", "--format", "csv");
    assertThat(csvForm.out().get(0)).isEqualTo("step,forecast,lower,upper,validation_rmse");
    for (int k = 0; k < 4; k++) {
      String[] cells = csvForm.out().get(k + 1).split(",", -1);
      assertThat(cells[0]).isEqualTo(Integer.toString(k + 1));
      assertThat(Double.parseDouble(cells[1])).isEqualTo(json.get(k).get("forecast").asDouble());
      assertThat(Double.parseDouble(cells[2])).isEqualTo(json.get(k).get("lower").asDouble());
    }
    List<JsonNode> half = json("--steps", "4", "--interval", "50");
    for (int k = 0; k < 4; k++) {
      assertThat(half.get(k).get("forecast")).isEqualTo(json.get(k).get("forecast"));
      assertThat(half.get(k).get("lower").asDouble())
          .isGreaterThan(json.get(k).get("lower").asDouble());
      assertThat(half.get(k).get("upper").asDouble())
          .isLessThan(json.get(k).get("upper").asDouble());
    }
  }

  @Test
  void inputThatDoesNotFitIsRefused() throws IOException {
    String best = rows(out).get(0).id().hex();
    Path other = Files.writeString(folder.resolve("other.csv"), "day,depth\n1,2\n2,3\n");
    refused(
        "Cannot use corpus " + other + ": must have the column height, but has day, depth",
        "--input",
        other.toString());
    Path few = waves("few.csv", 3, "height");
    refused(
        "Cannot continue "
            + few
            + " with trial "
            + best
            + ": must have at least 4 values, which its windows read, but has 3",
        "--input",
        few.toString());
    Path words = Files.writeString(folder.resolve("words.csv"), "height\n1\nhigh\n");
    refused(
        "Cannot use column height of corpus "
            + words
            + ": line 3 has high, must be a finite number",
        "--input",
        words.toString());
    Path missing = folder.resolve("missing.csv");
    refused("Cannot read corpus " + missing + ": no such file", "--input", missing.toString());
    refused(
        "Cannot use --column alone: must have --input beside it, whose column it names",
        "--column",
        "height");
    refused("Cannot set --interval to 100: must be below 100", "--interval", "100");
    refused("Cannot set --interval to 0: must be a finite number above 0", "--interval", "0");
    refused("Cannot set --format to xml: must be one of table, csv, json", "--format", "xml");
    Shell steps = Shell.run("forecast", out, "--steps", "0");
    assertThat(steps.err())
        .containsExactly("Cannot set --steps to 0: must be a whole number from 1 to 10000");
  }

  @Test
  void aLanguageModelAndASeriesThatIsGoneAreRefused() throws IOException {
    Shell shell = Shell.run("forecast", text, "--steps", "1");
    assertThat(shell.err())
        .containsExactly(
            "Cannot use trial "
                + rows(text).get(0).id()
                + ": must be a time series, but its task is language-model");
    assertThat(shell.exitCode()).isEqualTo(2);
    Path moved = folder.resolve("moved.csv");
    Files.move(csv, moved);
    try {
      Shell gone = Shell.run("forecast", out, "--steps", "1");
      assertThat(gone.err())
          .singleElement()
          .asString()
          .startsWith(
              "Cannot use trial "
                  + rows(out).get(0).id()
                  + ": the series that it learned from is not here: Cannot read corpus ")
          .endsWith("; name its place now with --corpus FILE");
      assertThat(gone.exitCode()).isEqualTo(2);
      assertThat(Shell.run("forecast", out, "--steps", "1", "--corpus", moved).exitCode()).isZero();
    } finally {
      Files.move(moved, csv);
    }
  }

  private static List<JsonNode> json(String... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of("forecast", out, "--format", "json"));
    words.addAll(List.of(more));
    Shell shell = Shell.run(words.toArray());
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : shell.out()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static void refused(String message, String... more) {
    List<Object> words = new ArrayList<>(List.of("forecast", out, "--steps", "2"));
    words.addAll(List.of(more));
    Shell shell = Shell.run(words.toArray());
    assertThat(shell.err()).containsExactly(message);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }
}
