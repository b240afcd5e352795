package io.github.lstmsweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.api.Sweep;
import io.github.lstmsweep.api.SweepOptions;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.compare.replay.KnownCurves;
import io.github.lstmsweep.compare.replay.Replayed;
import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.report.LiveReport;
import io.github.lstmsweep.result.AuditReport;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.search.rule.Asha;
import io.github.lstmsweep.search.rule.FreezeThaw;
import io.github.lstmsweep.search.rule.Hyperband;
import io.github.lstmsweep.search.rule.Patience;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.SeedRace;
import io.github.lstmsweep.search.rule.SuccessiveHalving;
import io.github.lstmsweep.search.rule.ToTheEnd;
import io.github.lstmsweep.search.rule.Tpe;
import io.github.lstmsweep.search.rule.around.MedianStopping;
import io.github.lstmsweep.search.rule.around.RunnersUp;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs searches on Spark, and compares them with a grid and with the replay of their rules. */
class SearchRunTest {
  private static final String SPEC =
      """
      name: a-search
      corpus: harbour
      windows: {train: 200, validation: 100}
      method: %s
      parameters:
        num_steps: 4
        num_hiddens: [4, 8]
        lr: [0.1, 0.5, 1, 2, 4, 1e9]
        gradient_clip: .inf
        batch_size: 64
        num_epochs: 9
      """;

  @TempDir Path folder;

  @Test
  void searchesTrainWhatTheirReplayOnTheGridSays() throws IOException {
    TrialTable grid = run("grid", "grid");
    assertThat(grid.rows().counts().keySet()).containsOnly(TrialStatus.OK, TrialStatus.DIVERGED);
    TableRows.WithCurves all = grid.rowsWithCurves();
    KnownCurves curves = KnownCurves.byId(all.rows().rows(), all.curves());
    Map<String, Rule> rules =
        Map.of(
            "successive-halving",
            new RunnersUp(new SuccessiveHalving(3, 1), 0.7),
            "hyperband",
            new RunnersUp(new Hyperband(3, 1, 0), 0.7),
            "asha",
            new RunnersUp(new Asha(3, 1, 0), 0.7),
            "tpe",
            new RunnersUp(new Tpe(3, 1, 0.7, Tpe.GROUP, 0), 0.7),
            "freeze-thaw",
            new FreezeThaw(0.7, FreezeThaw.WIDTH, 0));
    int runnersUp = 0;
    for (Map.Entry<String, Rule> method : rules.entrySet()) {
      String searched = method.getKey() + "\nsearch: {max_cost: 70%}";
      TrialTable table = run(searched, method.getKey());
      Replayed replayed = Replayed.of(method.getValue(), curves);
      TableRows.WithCurves rows = table.rowsWithCurves();
      assertThat(rows.rows().rows()).as(method.getKey()).isNotEmpty();
      assertThat(reached(table)).isEqualTo(replay(method.getValue(), curves));
      assertThat(rows.rows().rows().stream().filter(row -> row.status() == TrialStatus.OK))
          .hasSize(replayed.whole());
      assertThat(table.rows().bestScore().orElseThrow()).isEqualTo(replayed.score());
      runnersUp += replayed.rule().contains("runners-up") && replayed.whole() > 2 ? 1 : 0;
      // Every curve is the beginning of that of the grid.
      rows.curves()
          .forEach(
              (id, curve) ->
                  assertThat(curve.stream().map(point -> point.validationScore()))
                      .isEqualTo(
                          all.curves().get(id).stream()
                              .limit(curve.size())
                              .map(point -> point.validationScore())
                              .toList()));
      for (TrialRow row : rows.rows().rows()) {
        if (row.status() == TrialStatus.PAUSED) {
          assertThat(row.statusDetail().orElseThrow())
              .matches(
                  "(rank \\d+ of \\d+ at epoch \\d of 9, where \\d+ went on|cheaper runners-up took the"
                      + " tokens that were left, at epoch \\d of 9); .*")
              .endsWith(method.getValue().name());
        }
      }
      // A second run has nothing to do.
      Map<String, Object> before = files(method.getKey());
      run(searched, method.getKey());
      assertThat(files(method.getKey())).isEqualTo(before);
      assertThat(table.upkeep().audit(reached(table).keySet(), Set.of()).verdict())
          .isEqualTo(AuditReport.Verdict.WHOLE);
    }
    assertThat(runnersUp).isGreaterThan(1);
  }

  @Test
  void aGridThatStopsEarlyTrainsWhatPatienceOnTheGridSays() throws IOException {
    TrialTable grid = run("grid", "grid");
    TableRows.WithCurves all = grid.rowsWithCurves();
    KnownCurves curves = KnownCurves.byId(all.rows().rows(), all.curves());
    EarlyStop stop = new EarlyStop(2, 0.05);
    String method = "grid\nsearch: {early_stop: {patience: 2, min_delta: 0.05}}";
    TrialTable table = run(method, "stopped");
    assertThat(reached(table)).isEqualTo(replay(new Patience(stop), curves));
    assertThat(table.rows().counts()).containsKeys(TrialStatus.OK, TrialStatus.PAUSED);
    for (TrialRow row : table.rows().rows()) {
      if (row.status() == TrialStatus.PAUSED) {
        assertThat(row.statusDetail().orElseThrow())
            .matches("no score was lower by 5.0% in the 2 epochs up to epoch \\d of 9; grid");
        assertThat(row.isComparable()).isTrue();
        assertThat(row.sample()).isPresent();
        int last = reached(table).get(row.id());
        assertThat(row.validationScore().getAsDouble())
            .isEqualTo(all.curves().get(row.id()).get(last - 1).validationScore());
        // The digest of the row is that of the parameters in the state.
        assertThat(table.parameters(row)).isNotEmpty();
      }
    }
    assertThat(table.rows().bestScore().getAsDouble())
        .isEqualTo(
            table.rows().rows().stream()
                .filter(row -> row.status() != TrialStatus.DIVERGED)
                .mapToDouble(row -> row.validationScore().getAsDouble())
                .min()
                .getAsDouble());
    assertThat(table.upkeep().audit(reached(table).keySet(), Set.of()).verdict())
        .isEqualTo(AuditReport.Verdict.WHOLE);
    Map<String, Object> before = files("stopped");
    run(method, "stopped");
    assertThat(files("stopped")).isEqualTo(before);
    // Without early stopping it becomes the grid.
    run("grid", "stopped");
    assertThat(decided(table)).isEqualTo(decided(grid));
  }

  @Test
  void aGridWithAMedianTrainsWhatItsReplayOnTheGridSays() throws IOException {
    TrialTable grid = run("grid", "grid");
    TableRows.WithCurves all = grid.rowsWithCurves();
    KnownCurves curves = KnownCurves.byId(all.rows().rows(), all.curves());
    String method = "grid\nsearch: {median: {min_epochs: 2, interval: 3}}";
    TrialTable table = run(method, "median");
    Rule rule = new MedianStopping(new ToTheEnd("grid"), 2, 3);
    assertThat(reached(table)).isEqualTo(replay(rule, curves)).containsValue(2);
    assertThat(table.rows().counts()).containsKeys(TrialStatus.OK, TrialStatus.PAUSED);
    for (TrialRow row : table.rows().rows()) {
      if (row.status() == TrialStatus.PAUSED) {
        assertThat(row.statusDetail().orElseThrow())
            .matches(
                "its best score was worse than the median of 12 trials at epoch [258] of 9;"
                    + " grid, median \\(from epoch 2, every 3\\)");
      }
    }
    Map<String, Object> before = files("median");
    run(method, "median");
    assertThat(files("median")).isEqualTo(before);
    // Without the median it becomes the grid.
    run("grid", "median");
    assertThat(decided(table)).isEqualTo(decided(grid));
  }

  @Test
  void aRaceTrainsWhatItsReplayOnTheGridSays() throws IOException {
    String seeds = "\n  seed: [0, 1, 2, 3, 4, 5]";
    String spec =
        SPEC.replace("num_hiddens: [4, 8]", "num_hiddens: 4")
                .replace("lr: [0.1, 0.5, 1, 2, 4, 1e9]", "lr: [0.1, 4, 1e9]")
                .replace("num_epochs: 9", "num_epochs: 4")
                .stripTrailing()
            + seeds
            + "\n";
    TrialTable grid = runSpec(spec.formatted("grid"), "grid");
    TableRows.WithCurves all = grid.rowsWithCurves();
    KnownCurves curves = KnownCurves.byId(all.rows().rows(), all.curves());
    String raced = spec.formatted("grid\nsearch: {race: {alpha: 0.05}}");
    TrialTable table = runSpec(raced, "raced");
    assertThat(reached(table)).isEqualTo(replay(new SeedRace(new Race(0.05)), curves));
    assertThat(table.rows().rows()).hasSizeBetween(12, 17);
    assertThat(table.rows().counts().keySet()).containsOnly(TrialStatus.OK, TrialStatus.DIVERGED);
    StoredSweep stored =
        StoredSweep.open(folder.resolve("raced").toString(), StorageSettings.ofThisProcess());
    SearchState.Left left = SearchState.left(stored, table.rows());
    assertThat(left.isNone()).isTrue();
    assertThat(left.leftOut().orElseThrow())
        .contains("which left out " + (18 - table.rows().rows().size()) + " of 18 trials");
    assertThat(LiveReport.isComplete(StoredSummary.of(stored))).isTrue();
    assertThat(LiveReport.of(StoredSummary.of(stored), Duration.ofSeconds(9)))
        .contains(left.leftOut().get());
    Shell audit = Shell.run("audit", folder.resolve("raced"), "--json");
    assertThat(audit.exitCode()).isZero();
    JsonNode json = new ObjectMapper().readTree(audit.out().get(0));
    Set<String> expected = new TreeSet<>();
    grid.finished().forEach(id -> expected.add(id.hex()));
    table.finished().forEach(id -> expected.remove(id.hex()));
    assertThat(json.get("left_out"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(expected)
        .hasSize(18 - table.rows().rows().size());
    assertThat(json.get("missing")).isEmpty();
    Map<String, Object> before = files("raced");
    runSpec(raced, "raced");
    assertThat(files("raced")).isEqualTo(before);
    // Without the race, the rest is trained, and the table is the grid.
    runSpec(spec.formatted("grid"), "raced");
    assertThat(decided(table)).isEqualTo(decided(grid));
  }

  @Test
  void aHalvingThatStopsEarlyHasNoLongerCurves() throws IOException {
    TrialTable halved = run("successive-halving", "halved");
    String early = "successive-halving\nsearch: {early_stop: {patience: 1, min_delta: 0.05}}";
    TrialTable stopped = run(early, "early");
    Map<TrialId, Integer> most = reached(halved);
    assertThat(reached(stopped)).isNotEqualTo(most);
    assertThat(reached(stopped).values().stream().mapToInt(epochs -> epochs).sum())
        .isLessThan(most.values().stream().mapToInt(epochs -> epochs).sum());
    Map<String, Object> before = files("early");
    run(early, "early");
    assertThat(files("early")).isEqualTo(before);
  }

  @Test
  void aGridGoesOnWithThePausedTrialsAndIsThenEqualToOneFromTheBeginning() throws IOException {
    TrialTable grid = run("grid", "grid");
    TrialTable halved = run("successive-halving", "halved");
    assertThat(halved.rows().counts()).containsKey(TrialStatus.PAUSED);
    run("grid", "halved");
    assertThat(decided(halved)).isEqualTo(decided(grid));
    try (var files = Files.list(folder.resolve("halved/paused"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aTableTakesADifferentMethodIfNoTrialIsLacking() throws IOException {
    Path few =
        Files.writeString(
            folder.resolve("few.yaml"), SPEC.formatted("random\nsearch: {max_trials: 3}"));
    String out = folder.resolve("few").toString();
    assertThat(Sweep.run(LocalSpark.session(), few.toString(), out).count()).isEqualTo(3);
    Path all = Files.writeString(folder.resolve("all.yaml"), SPEC.formatted("asha"));
    assertThatThrownBy(() -> Sweep.run(LocalSpark.session(), all.toString(), out))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("to train the 9 additional trials")
        .hasMessageContaining("  method: random -> asha");
    assertThat(
            Sweep.run(
                    LocalSpark.session(), all.toString(), out, SweepOptions.defaults().extending())
                .count())
        .isEqualTo(12);
    assertThatThrownBy(() -> Sweep.run(LocalSpark.session(), few.toString(), out))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("method: asha -> random");
  }

  @Test
  void includedPointsAreTrainedFirstAndAddTrials() throws IOException {
    String out = folder.resolve("included").toString();
    List<String> started = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void started(Trial trial) {
            Hyperparameters h = trial.hyperparameters();
            started.add(h.numHiddens() + " " + h.lr());
          }
        };
    // The longest trials start first, and these are short ones.
    String points = "{num_hiddens: 2, lr: 1}, {num_hiddens: 4, lr: 2}";
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            SPEC.formatted("grid\nsearch: {include: [" + points + "]}"));
    SweepOptions options = SweepOptions.defaults().listeningWith(listener);
    assertThat(Sweep.run(LocalSpark.session(), spec.toString(), out, options).count())
        .isEqualTo(13);
    assertThat(started).hasSize(13).startsWith("2 1.0", "4 2.0");
    for (String method : List.of("grid", "successive-halving", "asha")) {
      Path more =
          Files.writeString(
              folder.resolve("more.yaml"),
              SPEC.formatted(
                  method
                      + "\nsearch: {include: ["
                      + points
                      + ", {num_hiddens: 3, lr: 0.3, cell: gru}]}"));
      if (method.equals("grid")) {
        assertThatThrownBy(() -> Sweep.run(LocalSpark.session(), more.toString(), out))
            .isInstanceOf(UserException.class)
            .hasMessageContaining("to train the 1 additional trial")
            .hasMessageContaining(
                "  search.include: [{num_hiddens: 2, lr: 1}, {num_hiddens: 4, lr: 2}] ->"
                    + " [{num_hiddens: 2, lr: 1}, {num_hiddens: 4, lr: 2},"
                    + " {num_hiddens: 3, lr: 0.3, cell: gru}]");
        started.clear();
        assertThat(
                Sweep.run(LocalSpark.session(), more.toString(), out, options.extending()).count())
            .isEqualTo(14);
        assertThat(started).containsExactly("3 0.3");
      } else {
        started.clear();
        String place = folder.resolve(method).toString();
        Sweep.run(LocalSpark.session(), more.toString(), place, options);
        assertThat(started).startsWith("2 1.0", "4 2.0", "3 0.3");
      }
    }
  }

  @Test
  void anEngineThatCannotPauseIsRefused() throws IOException {
    assertThatThrownBy(() -> runOnNd4j("asha"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot train with method asha on the engine nd4j: must be an engine that can pause a"
                + " training");
    assertThatThrownBy(() -> runOnNd4j("grid\nsearch: {early_stop: {patience: 2}}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot train with search.early_stop on the engine nd4j: must be an engine that can"
                + " pause a training");
    assertThatThrownBy(() -> runOnNd4j("grid\nsearch: {median: {interval: 2}}"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot train with search.median on the engine nd4j: must be an engine that can pause a"
                + " training");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private void runOnNd4j(String method) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(method));
    Sweep.run(
        LocalSpark.session(),
        spec.toString(),
        folder.resolve("none").toString(),
        SweepOptions.defaults().trainingWith("nd4j"));
  }

  /** A state that was lost costs time, and a row that was lost is trained again. */
  @Test
  void lostStatesChangeNothing() throws IOException {
    TrialTable whole = run("successive-halving", "whole");
    TrialTable hurt = run("successive-halving", "hurt");
    try (var files = Files.list(folder.resolve("hurt/paused"))) {
      for (Path file : files.toList()) {
        if (file.toString().endsWith(".state") || file.hashCode() % 3 == 0) {
          Files.delete(file);
        }
      }
    }
    run("successive-halving", "hurt");
    assertThat(reached(hurt)).isEqualTo(reached(whole));
    run("grid", "hurt");
    run("grid", "whole");
    assertThat(decided(hurt)).isEqualTo(decided(whole));
  }

  private TrialTable run(String method, String out) throws IOException {
    return runSpec(SPEC.formatted(method), out);
  }

  private TrialTable runSpec(String yaml, String out) throws IOException {
    Path spec = Files.writeString(folder.resolve("spec.yaml"), yaml);
    Path place = folder.resolve(out);
    Sweep.run(LocalSpark.session(), spec.toString(), place.toString()).count();
    return TrialTable.open(place.toUri(), StorageSettings.ofThisProcess());
  }

  private Map<String, Object> files(String out) throws IOException {
    Map<String, Object> files = new TreeMap<>();
    for (String sub : List.of("trials", "paused")) {
      Path place = folder.resolve(out).resolve(sub);
      // A race pauses no trial.
      if (!Files.exists(place)) {
        continue;
      }
      try (var all = Files.list(place)) {
        for (Path file : all.toList()) {
          files.put(file.toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return files;
  }

  /** Returns how far a rule trains each trial of the grid that it begins. */
  private static Map<TrialId, Integer> replay(Rule rule, KnownCurves curves) {
    int[] epochs = Replayed.epochs(rule, curves);
    Map<TrialId, Integer> reached = new HashMap<>();
    for (int trial = 0; trial < epochs.length; trial++) {
      if (epochs[trial] > 0) {
        reached.put(curves.row(trial).id(), Math.min(epochs[trial], curves.length(trial)));
      }
    }
    return reached;
  }

  private static Map<TrialId, Integer> reached(TrialTable table) {
    Map<TrialId, Integer> reached = new HashMap<>();
    table.rowsWithCurves().curves().forEach((id, curve) -> reached.put(id, curve.size()));
    return reached;
  }

  /** The columns that the trial alone decides. */
  private static Map<TrialId, List<Object>> decided(TrialTable table) {
    Map<TrialId, List<Object>> decided = new HashMap<>();
    for (TrialRow row : table.rows().rows()) {
      decided.put(
          row.id(),
          List.of(
              row.status(),
              row.parametersSha256().map(Object::toString).orElse(""),
              row.sample().orElse(""),
              row.statusDetail().orElse("")));
    }
    return decided;
  }
}
