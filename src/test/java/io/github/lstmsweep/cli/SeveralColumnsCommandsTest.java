package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

/** Tests the verbs from end to end on a time series that is read with further columns. */
class SeveralColumnsCommandsTest {
  private static final String SPEC =
      """
      name: demand
      task: time-series
      corpus: demand.csv
      target: demand
      columns: [heat, price]
      windows: {train: 60, validation: 30}
      parameters:
        input: {values: [window, sequence]}
        num_hiddens: {value: 4}
        lr: {value: 0.1}
        num_epochs: {value: 3}
      """;

  @TempDir static Path folder;
  private static Path spec;
  private static Path out;

  @BeforeAll
  static void runASweep() throws IOException {
    LocalSpark.session();
    StringBuilder csv = new StringBuilder("day,demand,heat,price,shop,flat\n");
    for (int i = 0; i < 120; i++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%.4f,%.4f,%.4f,%s,3%n",
              i,
              300 + 20 * Math.sin(0.4 * i),
              20 + 5 * Math.cos(0.4 * i),
              2 + 0.1 * (i % 7),
              i == 50 ? "north" : ""));
    }
    Files.writeString(folder.resolve("demand.csv"), csv);
    spec = Files.writeString(folder.resolve("demand.yaml"), SPEC);
    out = folder.resolve("out");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
  }

  @Test
  void theTableKnowsTheColumnsAndNothingIsTrainedTwice() throws IOException {
    assertThat(Files.readString(out.resolve("sweep.yaml")))
        .contains("target: \"demand\"", "columns: [\"heat\", \"price\"]")
        .doesNotContain("column:");
    assertThat(Shell.run("run", spec, "--out", out).out())
        .first()
        .isEqualTo("All 2 trials have their rows: nothing to train");
    Shell rows =
        Shell.run(
            "sql", out, "--format", "csv", "select distinct column, input_columns from trials");
    assertThat(rows.out()).last().isEqualTo("demand,\"[\"\"heat\"\",\"\"price\"\"]\"");
    assertThat(Shell.run("status", out).exitCode()).isZero();
    assertThat(Shell.run("report", out).exitCode()).isZero();
  }

  @Test
  void auditAndVerifyFindEveryTrialAgain() {
    Shell audit = Shell.run("audit", out);
    assertThat(audit.out()).contains("Whole: every expected row is there once.");
    assertThat(audit.exitCode()).isZero();
    Shell verify = Shell.run("verify", out, "--sample", "2");
    assertThat(verify.out()).contains("2 of 2 trials came out with the parameters of their rows");
    assertThat(verify.exitCode()).isZero();
  }

  @Test
  void forecastContinuesTheSeriesOfANewerFile() throws IOException {
    assertThat(Shell.run("forecast", out, "--steps", "5").out()).hasSize(6);
    Path newer = folder.resolve("newer.csv");
    Files.writeString(newer, "price,heat,demand\n2,20,300\n2,21,301\n2,22,302\n2,20,303\n");
    Shell continued = Shell.run("forecast", out, "--steps", "1", "--input", newer);
    assertThat(continued.exitCode()).as(continued.err().toString()).isZero();
    assertThat(continued.out()).hasSize(2);
    Path lacking = folder.resolve("lacking.csv");
    Files.writeString(lacking, "price,demand\n2,300\n2,301\n2,302\n2,303\n");
    Shell refused = Shell.run("forecast", out, "--steps", "1", "--input", lacking);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .containsExactly(
            "Cannot use corpus " + lacking + ": must have the column heat, but has price, demand");
  }

  @Test
  void theErrorsByHorizonAreThoseOfTheTable() {
    List<String> steps = Shell.run("forecast", out, "--steps", "16", "--format", "csv").out();
    for (int ahead : List.of(1, 4, 16)) {
      Shell sql =
          Shell.run(
              "sql",
              out,
              "select sqrt(avg(power(ahead_%1$d - value, 2))) from forecasts where not isnan(ahead_%1$d) and trial_id = (select trial_id from trials order by validation_rmse limit 1)"
                  .formatted(ahead),
              "--format",
              "csv");
      double rmse = Double.parseDouble(sql.out().get(1));
      assertThat(Double.parseDouble(steps.get(ahead).split(",", -1)[4]))
          .as("%d steps ahead", ahead)
          .isCloseTo(rmse, within(1e-12 * rmse));
    }
  }

  @Test
  void forecastDoesNotDependOnTheOrderOfTheFileAndOnOtherColumns() throws IOException {
    Shell own = Shell.run("forecast", out, "--steps", "3", "--format", "csv");
    StringBuilder turned = new StringBuilder("\uFEFFwind;price;Anzahl;heat\n");
    for (String line : Files.readAllLines(folder.resolve("demand.csv")).subList(1, 121)) {
      String[] cells = line.split(",", -1);
      turned.append(String.join(";", "calm", cells[3], cells[1], cells[2])).append("\n");
    }
    Path other = Files.writeString(folder.resolve("turned.csv"), turned);
    Shell shell =
        Shell.run(
            "forecast",
            out,
            "--steps",
            "3",
            "--format",
            "csv",
            "--input",
            other,
            "--column",
            "Anzahl");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).isEqualTo(own.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2,,300  | Cannot use column heat of corpus %s: line 4 has nothing there, must be a finite number
          2,NaN,3 | Cannot use column heat of corpus %s: line 4 has NaN, must be a finite number
          2,20    | Cannot use column demand of corpus %s: line 4 has nothing there, must be a finite number
          -,20,3  | Cannot use column price of corpus %s: line 4 has -, must be a finite number
          """)
  void aCellThatIsNoNumberIsToldWithItsLine(String cells, String message) throws IOException {
    Path holes = folder.resolve("holes.csv");
    Files.writeString(
        holes, "price,heat,demand\n2,20,300\n2,20,300\n" + cells + "\n2,20,300\n2,20,300\n");
    Shell refused = Shell.run("forecast", out, "--steps", "1", "--input", holes);
    assertThat(refused.err()).containsExactly(message.formatted(holes));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void aModelIsExportedWithTheScaleOfEveryColumn() throws IOException {
    for (String format : List.of("onnx", "raw")) {
      Path file = folder.resolve("model." + format);
      Shell shell = Shell.run("export", out, "--format", format, "--to", file);
      assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .contains("validation_rmse", "means", "deviations", "input_columns", "heat");
    }
  }

  @Test
  void otherColumnsAreAnotherTable() {
    Shell fewer = Shell.run("run", spec, "--set", "columns=[heat]", "--out", out);
    assertThat(fewer.exitCode()).isEqualTo(3);
    assertThat(fewer.err()).anyMatch(line -> line.contains("columns") && line.contains("->"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          columns=[heat, wind]  | Cannot set columns to wind: must be one that %s has, which are day, demand, heat, price, shop, flat
          target=sold           | Cannot set target to sold: must be one that %s has, which are day, demand, heat, price, shop, flat
          columns=[heat, heat]  | Cannot set columns to heat twice: must be different names
          columns=[demand]      | Cannot set columns to demand: must be columns beside target, which the network reads anyway
          columns=[heat, flat]  | Cannot set columns to flat: must vary in the training windows of %s, but is 3 in all of them
          columns=[heat, shop]  | Cannot use column shop of corpus %s: line 2 has nothing there, must be a finite number
          columns=[]            | Cannot set columns to []: must be a list of the other columns that the network reads, such as [temperature, price]
          columns=heat          | Cannot set columns to heat: must be a list of the other columns that the network reads, such as [temperature, price]
          column=demand         | Cannot set column beside target and columns: must be column for series that are read alone, or target and columns for one that is read with others
          """)
  void columnsThatCannotBeReadAreToldInOneLine(String set, String line) {
    Path unused = folder.resolve("unused");
    Shell refused = Shell.run("run", spec, "--set", set, "--out", unused);
    String corpus = folder.resolve("demand.csv").toString();
    assertThat(refused.err()).containsExactly(line.formatted(corpus));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(unused).doesNotExist();
  }

  @Test
  void aTargetNeedsColumnsAndColumnsNeedATarget() throws IOException {
    Path lone = folder.resolve("lone.yaml");
    Files.writeString(lone, SPEC.replace("columns: [heat, price]\n", ""));
    assertThat(Shell.run("plan", lone).err())
        .containsExactly(
            "Cannot leave out columns where target is set: must be a list of the other columns that"
                + " the network reads, such as [temperature, price]; a series that is read alone is"
                + " set by column");
    Files.writeString(lone, SPEC.replace("target: demand\n", ""));
    assertThat(Shell.run("plan", lone).err())
        .containsExactly("Cannot leave out target: must be the name of the column to forecast");
  }

  @Test
  void aTextInAColumnIsToldWithItsLine() throws IOException {
    Path bad = Files.createDirectory(folder.resolve("bad"));
    Files.writeString(bad.resolve("demand.csv"), "demand,heat,price\n1,2,3\n2,warm,3\n");
    Path yaml = Files.writeString(bad.resolve("demand.yaml"), SPEC);
    assertThat(Shell.run("plan", yaml).err())
        .containsExactly(
            "Cannot use column heat of corpus "
                + bad.resolve("demand.csv")
                + ": line 3 has warm, must be a finite number");
  }
}
