package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.train.ColumnTrials;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests sweeps of many files and searches on time series that are read with further columns. */
class SeveralColumnsSweepsTest {
  private static final String SPEC =
      """
      name: demand
      task: time-series
      corpus: %s
      target: demand
      columns: [heat, noise]
      windows: {train: 250, validation: 100}
      %s
      parameters:
        input: [window, sequence]
        num_hiddens: 6
        lr: [0.001, 0.05, 0.2]
        num_epochs: 6
      """;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeThreeShops() throws IOException {
    Files.createDirectory(folder.resolve("shops"));
    for (int shop = 0; shop < 3; shop++) {
      Files.writeString(file(shop), ColumnTrials.csv(demand(shop)));
    }
  }

  private Path file(int shop) {
    return folder.resolve("shops/s" + shop + ".csv");
  }

  /** A shop sells as many more as its number says. */
  private static TimeSeries demand(int shop) {
    TimeSeries demand = ColumnTrials.demand();
    float[] values = demand.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 + shop;
    }
    return new TimeSeries(
        demand.name(), demand.column(), values, demand.inputColumns(), OptionalDouble.empty());
  }

  private Path run(String corpus, String search, String out) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(corpus, search));
    Path table = folder.resolve(out);
    Shell run = Shell.run("run", spec, "--out", table);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    return table;
  }

  private static List<TrialRow> rows(Path table) {
    return TrialTable.open(table.toUri(), StorageSettings.ofThisProcess()).rows().rows();
  }

  /** Returns status, digest and score of each trial. */
  private static Map<String, List<Object>> digests(Path table) {
    Map<String, List<Object>> digests = new TreeMap<>();
    for (TrialRow row : rows(table)) {
      digests.put(
          row.id().hex(), List.of(row.status(), row.parametersSha256(), row.validationScore()));
    }
    return digests;
  }

  @Test
  void everyFileOfAPatternHasTheRowsOfASweepOfItsOwn() throws IOException {
    Path all = run("{glob: \"shops/*.csv\"}", "", "all");
    Map<String, List<Object>> alone = new TreeMap<>();
    for (int shop = 0; shop < 3; shop++) {
      alone.putAll(digests(run(file(shop).toString(), "", "alone" + shop)));
    }
    assertThat(digests(all)).hasSize(18).isEqualTo(alone);
    assertThat(Shell.run("best", all, "--format", "csv").out()).hasSize(4);
    assertThat(Shell.run("audit", all).exitCode()).isZero();
    assertThat(Shell.run("verify", all, "--sample", "18").out())
        .contains("18 of 18 trials came out with the parameters of their rows");
    String ofLast = rows(all).get(17).id().hex();
    assertThat(Shell.run("forecast", all, "--trial", ofLast, "--steps", "2").exitCode()).isZero();

    Files.writeString(file(1), Files.readString(file(1)).replaceFirst("heat", "warmth"));
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(spec, SPEC.formatted("{glob: \"shops/*.csv\"}", ""));
    Shell lacking = Shell.run("run", spec, "--out", folder.resolve("lacking"));
    assertThat(lacking.err())
        .containsExactly(
            "Cannot set columns to heat: must be one that "
                + file(1)
                + " has, which are demand, warmth, noise");
    assertThat(lacking.exitCode()).isEqualTo(2);
  }

  /** One series is refused then; of many, a few may have such a column. */
  @Test
  void aColumnThatDoesNotVaryInOneOfManyFilesIsAWarning() throws IOException {
    TimeSeries demand = demand(1);
    Arrays.fill(demand.inputColumns().get(0).values(), 7);
    Files.writeString(file(1), ColumnTrials.csv(demand));
    Path spec = folder.resolve("spec.yaml");
    Files.writeString(spec, SPEC.formatted("{glob: \"shops/*.csv\"}", ""));
    Path table = folder.resolve("constant");
    Shell run = Shell.run("run", spec, "--out", table);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    assertThat(run.err())
        .containsExactly(
            "WARNING: the column heat of "
                + file(1)
                + " is 7 in all training windows, so that it tells the network nothing there");
    assertThat(rows(table)).extracting(TrialRow::status).containsOnly(TrialStatus.OK);
    Files.writeString(spec, SPEC.formatted(file(1), ""));
    assertThat(Shell.run("plan", spec).err())
        .containsExactly(
            "Cannot set columns to heat: must vary in the training windows of "
                + file(1)
                + ", but is 7 in all of them");
  }

  /** A file whose target is known and whose further column changed is a different file. */
  @Test
  void aChangedFurtherColumnIsRefused() throws IOException {
    Path table = run(file(0).toString(), "", "out");
    TimeSeries demand = demand(0);
    SeriesColumn noise = demand.inputColumns().get(1);
    noise.values()[399] += 1;
    Files.writeString(file(0), ColumnTrials.csv(demand));
    Shell again = Shell.run("run", folder.resolve("spec.yaml"), "--out", table);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err())
        .containsExactly(
            "Cannot add to the table "
                + table
                + ": 6 of its 6 rows are of trials that this specification no longer has, so the"
                + " values of the series, those of its columns or the software's numerics changed;"
                + " name another --out");
    Shell forecast = Shell.run("forecast", table, "--steps", "1");
    assertThat(forecast.exitCode()).isEqualTo(2);
    assertThat(forecast.err().toString()).contains("must have the SHA-256 ");
  }

  @Test
  void pausedTrialsGoOnToTheBitsOfTheGrid() throws IOException {
    String corpus = file(0).toString();
    Map<String, List<Object>> grid = digests(run(corpus, "", "grid"));
    for (String search :
        List.of(
            "search: {early_stop: {patience: 1, min_delta: 0.2}}",
            "method: successive-halving\nsearch: {min_epochs: 1, reduction_factor: 2}",
            "method: asha\nsearch: {min_epochs: 1, max_trials: 6}",
            "method: freeze-thaw\nsearch: {max_cost: 60%}")) {
      String out = search.replaceAll("[^a-z]", "");
      Path table = run(corpus, search, out);
      List<TrialRow> paused =
          rows(table).stream().filter(row -> row.status() == TrialStatus.PAUSED).toList();
      assertThat(paused).as(search).isNotEmpty();
      assertThat(Shell.run("forecast", table, "--steps", "3").exitCode()).as(search).isZero();
      run(corpus, "", out);
      assertThat(digests(table)).as(search).isEqualTo(grid);
      assertThat(Shell.run("audit", table).exitCode()).isZero();
    }
  }
}
