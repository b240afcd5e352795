package io.github.lstmsweep.sweep.export.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TestResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.export.ExportedSweep;
import io.github.lstmsweep.sweep.export.table.Choice;
import io.github.lstmsweep.sweep.export.table.Choice.Points;
import io.github.lstmsweep.sweep.export.table.Destination;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowExportTest {
  private static final Choice ALL = new Choice(OptionalInt.empty(), Points.CURVE);
  private static final Choice SCORES = new Choice(OptionalInt.empty(), Points.SCORE);
  private static final Set<String> CURVES =
      Set.of("train_perplexity", "validation_perplexity", "seconds");

  @TempDir static Path folder;
  private static ExportedSweep sweep;
  private static StoredSweep stored;
  private static TableRows.WithCurves rows;
  private static final List<Integer> told = new ArrayList<>();

  @BeforeAll
  static void runASweep() throws IOException {
    sweep = ExportedSweep.run(folder);
    stored = sweep.stored();
    rows = stored.table().rowsWithCurves();
    assertThat(rows.rows().counts())
        .isEqualTo(Map.of(TrialStatus.OK, 1, TrialStatus.PAUSED, 3, TrialStatus.DIVERGED, 1));
  }

  @Test
  void itTellsHowManyTrialsAreExported() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      for (int twice = 0; twice < 2; twice++) {
        told.clear();
        assertThat(export(server, ALL)).contains("5 trials");
        assertThat(told).containsExactly(0, 1, 2, 3, 4, 5);
      }
    }
  }

  private static String export(FakeMlflow server, StoredSweep table, Choice choice) {
    Destination destination =
        new Destination(
            server.url(),
            "my experiment",
            Destination.Older.KEEP,
            StorageSettings.ofThisProcess(),
            Map.of());
    return new MlflowExport().open(destination).write(ExportedTable.read(table, choice), told::add);
  }

  private static String export(FakeMlflow server, Choice choice) {
    return export(server, stored, choice);
  }

  private static String told(FakeMlflow server, String numbers) {
    return "5 trials in the experiment my experiment of " + server.url() + ": " + numbers;
  }

  @Test
  void aTrialIsARunBelowItsSweepWithTheValuesOfItsRow() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      assertThat(export(server, ALL))
          .isEqualTo(told(server, "5 added, 0 completed, 0 there already"));
      FakeMlflow.Run parent = onlySweep(server);
      assertThat(parent.name).isEqualTo("exported");
      assertThat(parent.status).isEqualTo("FINISHED");
      assertThat(parent.tags)
          .containsEntry("lstm_sweep.rows", "5")
          .containsEntry("lstm_sweep.best_trial_id", rows.rows().best().orElseThrow().id().hex())
          .hasEntrySatisfying(
              "mlflow.note.content",
              note -> assertThat(note).contains("num_epochs: {values: [350]}"));
      Map<String, FakeMlflow.Run> runs = byTrial(server);
      assertThat(runs).hasSize(ExportedSweep.TRIALS);
      for (TrialRow row : rows.rows().rows()) {
        assertIsExported(runs.get(row.id().hex()), row, parent);
      }
      assertThat(
              runs.values().stream().collect(Collectors.toMap(r -> r.name, r -> r.status)).values())
          .containsExactlyInAnyOrder("FINISHED", "KILLED", "KILLED", "KILLED", "FAILED");
    }
  }

  private static void assertIsExported(FakeMlflow.Run run, TrialRow row, FakeMlflow.Run parent) {
    assertThat(run.tags)
        .containsEntry("mlflow.parentRunId", parent.id)
        .containsEntry("lstm_sweep.status", row.status().name())
        .containsEntry("lstm_sweep.kernels", row.text("kernels").orElseThrow());
    assertThat(run.start).isEqualTo((long) row.values().get("started_at") / 1_000);
    assertThat(run.end).isEqualTo((long) row.values().get("finished_at") / 1_000);
    for (Hyperparameter h : Task.LANGUAGE_MODEL.hyperparameters()) {
      Object value = row.hyperparameter(h);
      String text = run.params.get(h.key());
      assertThat(
              value instanceof Double
                  ? (Object) Double.parseDouble(text.replace("inf", "Infinity"))
                  : text)
          .as(h.key())
          .isEqualTo(value instanceof Double ? value : value.toString());
    }
    assertThat(run.params).containsEntry("vocab_size", "14").containsEntry("text_case", "lower");
    List<EpochPoint> curve = rows.curves().get(row.id());
    for (String name : CURVES) {
      List<MetricPoint> history = run.history(name);
      assertThat(history.stream().map(MetricPoint::step).toList())
          .isEqualTo(curve.stream().map(p -> (long) p.epoch()).toList());
      assertThat(history.stream().map(MetricPoint::value).toList())
          .isEqualTo(curve.stream().map(p -> value(p, name)).toList());
      assertThat(history.stream().map(MetricPoint::at).toList()).isSorted();
    }
    Map<String, Double> single = new TreeMap<>();
    run.metrics.stream()
        .filter(m -> !CURVES.contains(m.key()))
        .forEach(m -> assertThat(single.put(m.key(), m.value())).as(m.key()).isNull());
    assertThat(single).containsKeys("parameter_count", "flops", "tokens_per_second");
    Optional<TestResult> test =
        stored.table().testResult().read().filter(result -> result.isOf(row.id()));
    assertThat(Optional.ofNullable(single.remove("test_perplexity")))
        .isEqualTo(test.map(result -> result.testPerplexity().mean()));
    assertThat(Optional.ofNullable(single.remove("score")))
        .isEqualTo(
            row.status() == TrialStatus.OK
                ? Optional.of(row.validationScore().orElseThrow())
                : Optional.empty());
    single.forEach(
        (name, value) -> assertThat(row.number(name).orElseThrow()).as(name).isEqualTo(value));
  }

  private static double value(EpochPoint point, String name) {
    return switch (name) {
      case "train_perplexity" -> point.trainScore();
      case "validation_perplexity" -> point.validationScore();
      default -> point.seconds();
    };
  }

  @Test
  void aSecondExportWritesNothing() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, ALL);
      Map<String, Object> before = contents(server);
      server.writes.clear();
      assertThat(export(server, ALL))
          .isEqualTo(told(server, "0 added, 0 completed, 5 there already"));
      assertThat(export(server, SCORES))
          .isEqualTo(told(server, "0 added, 0 completed, 5 there already"));
      assertThat(server.writes).isEmpty();
      assertThat(contents(server)).isEqualTo(before);
    }
  }

  @Test
  void aLongCurveTakesSeveralCalls() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, ALL);
      String best = byTrial(server).get(rows.rows().best().orElseThrow().id().hex()).id;
      List<Integer> entries =
          server.batches.stream()
              .filter(batch -> batch.get("run_id").asText().equals(best))
              .map(MlflowExportTest::entries)
              .toList();
      assertThat(entries).hasSize(2).first().isEqualTo(1_000);
      assertThat(entries.stream().mapToInt(count -> count).sum())
          .isGreaterThan(3 * ExportedSweep.EPOCHS);
    }
  }

  private static int entries(JsonNode batch) {
    return batch.get("metrics").size() + batch.get("params").size() + batch.get("tags").size();
  }

  @Test
  void whereverTheServerDiesTheNextExportCompletesIt() throws IOException {
    Map<String, Object> whole;
    int writes;
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, ALL);
      whole = contents(server);
      writes = server.writes.size();
    }
    assertThat(writes).isGreaterThan(15);
    Set<String> broken = new TreeSet<>();
    for (int last = 1; last <= writes; last++) {
      try (FakeMlflow server = new FakeMlflow()) {
        server.dieAfter = last;
        UserException told = catchThrowableOfType(UserException.class, () -> export(server, ALL));
        assertThat(told.exitCode()).isEqualTo(ExitCode.STORAGE);
        assertThat(told.problems())
            .singleElement()
            .asString()
            .startsWith("Cannot export to " + server.url() + " after ")
            .contains(" of 5 trials: the connection to 127.0.0.1:")
            .endsWith("; try again when the server answers, to add the rest");
        broken.add(server.writes.get(last - 1));
        server.dieAfter = Integer.MAX_VALUE;
        server.dead = false;
        assertThat(export(server, ALL)).startsWith("5 trials in the experiment");
        assertThat(contents(server)).as("broken after %s writes", last).isEqualTo(whole);
        server.writes.clear();
        assertThat(export(server, ALL))
            .isEqualTo(told(server, "0 added, 0 completed, 5 there already"));
        assertThat(server.writes).isEmpty();
      }
    }
    assertThat(broken)
        .containsExactly("experiments/create", "runs/create", "runs/log-batch", "runs/update");
  }

  /** Returns all that the server has, whatever its ids. A value that came twice is there twice. */
  private static Map<String, Object> contents(FakeMlflow server) {
    Map<String, Object> contents = new TreeMap<>();
    for (FakeMlflow.Run run : server.runs.values()) {
      Map<String, String> tags = new TreeMap<>(run.tags);
      String parent = tags.remove("mlflow.parentRunId");
      if (parent != null) {
        tags.put("parent", server.runs.get(parent).name);
      }
      List<String> metrics = run.metrics.stream().map(MetricPoint::toString).sorted().toList();
      Object old =
          contents.put(
              tags.getOrDefault("lstm_sweep.trial_id", "sweep"),
              List.of(run.name, run.status, run.start, run.end, run.params, tags, metrics));
      assertThat(old).as("a run of a trial has no second one").isNull();
    }
    return contents;
  }

  @Test
  void withoutCurvesAMetricHasOneValueUntilTheCurvesAreWanted() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, SCORES);
      TrialRow best = rows.rows().best().orElseThrow();
      FakeMlflow.Run run = byTrial(server).get(best.id().hex());
      assertThat(run.history("validation_perplexity"))
          .singleElement()
          .satisfies(
              point -> {
                assertThat(point.step()).isEqualTo(ExportedSweep.EPOCHS);
                assertThat(point.value()).isEqualTo(best.validationScore().orElseThrow());
              });
      assertThat(export(server, ALL))
          .isEqualTo(told(server, "0 added, 5 completed, 0 there already"));
      assertThat(run.history("validation_perplexity")).hasSize(ExportedSweep.EPOCHS);
      assertThat(contents(server)).isEqualTo(contentsOfANewExport());
    }
  }

  private static Map<String, Object> contentsOfANewExport() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, ALL);
      return contents(server);
    }
  }

  @Test
  void topExportsTheBestAlone() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, new Choice(OptionalInt.of(3), Points.CURVE));
      assertThat(byTrial(server)).containsOnlyKeys(rows.rows().best().orElseThrow().id().hex());
      assertThat(onlySweep(server).tags).containsEntry("lstm_sweep.rows", "5");
      assertThat(export(server, ALL))
          .isEqualTo(told(server, "4 added, 0 completed, 1 there already"));
      assertThat(contents(server)).isEqualTo(contentsOfANewExport());
    }
  }

  @Test
  void aTrialThatWentOnKeepsItsRunAndGetsItsFurtherEpochs(@TempDir Path other) throws IOException {
    copy(folder, other);
    ExportedSweep grown = new ExportedSweep(other, other.resolve("out"));
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, grown.stored(), ALL);
      Map<String, String> ids = new HashMap<>();
      byTrial(server).forEach((trial, run) -> ids.put(trial, run.id));
      grown.trainAll();
      assertThat(export(server, grown.stored(), ALL))
          .isEqualTo(told(server, "0 added, 3 completed, 2 there already"));
      byTrial(server)
          .forEach(
              (trial, run) -> {
                assertThat(run.id).isEqualTo(ids.get(trial));
                assertThat(run.status).isNotEqualTo("KILLED");
                List<Long> steps = run.history("seconds").stream().map(MetricPoint::step).toList();
                assertThat(steps)
                    .hasSize(run.status.equals("FAILED") ? 0 : ExportedSweep.EPOCHS)
                    .doesNotHaveDuplicates();
              });
      server.writes.clear();
      export(server, grown.stored(), ALL);
      assertThat(server.writes).isEmpty();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void deletedRunsAreExportedAgainAndTrialsFollowTheirSweep() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      export(server, ALL);
      Map<String, Object> whole = contents(server);
      server.runs.remove(byTrial(server).get(rows.rows().best().orElseThrow().id().hex()).id);
      server.runs.remove(onlySweep(server).id);
      // A new id must not be an old one.
      for (int i = 0; i < 3; i++) {
        server.runs.put("other" + i, new FakeMlflow.Run("other" + i, "none"));
      }
      assertThat(export(server, ALL))
          .isEqualTo(told(server, "1 added, 4 completed, 0 there already"));
      server.runs.keySet().removeIf(id -> id.startsWith("other"));
      assertThat(contents(server)).isEqualTo(whole);
    }
  }

  @Test
  void aNameThatTheServerRefusesIsBadInput() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      Destination destination =
          new Destination(
              server.url(),
              "x".repeat(501),
              Destination.Older.KEEP,
              StorageSettings.ofThisProcess(),
              Map.of());
      UserException told =
          catchThrowableOfType(
              UserException.class,
              () ->
                  new MlflowExport()
                      .open(destination)
                      .write(ExportedTable.read(stored, ALL), done -> {}));
      assertThat(told.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(told)
          .hasMessage(
              "Cannot export to "
                  + server.url()
                  + ": the server refused experiments/create (HTTP status 400: 'name' exceeds the"
                  + " maximum length of 500 characters)");
      assertThat(server.runs).isEmpty();
    }
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    try (FakeMlflow server = new FakeMlflow()) {
      server.busy = 1;
      assertThat(export(server, SCORES)).startsWith("5 trials");
      assertThat(server.busy).isZero();
    }
  }

  @Test
  void theSecretOfTheEnvironmentIsSent() throws IOException {
    Map<Map<String, String>, String> sent =
        Map.of(
            Map.of("MLFLOW_TRACKING_TOKEN", "t0ken"),
            "Bearer t0ken",
            Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "pässword"),
            "Basic bWU6cMOkc3N3b3Jk",
            Map.of(
                "MLFLOW_TRACKING_USERNAME", "me",
                "MLFLOW_TRACKING_PASSWORD", "pässword",
                "MLFLOW_TRACKING_TOKEN", "t0ken"),
            "Basic bWU6cMOkc3N3b3Jk");
    for (Map.Entry<Map<String, String>, String> one : sent.entrySet()) {
      try (FakeMlflow server = new FakeMlflow()) {
        server.authorization = Optional.of(one.getValue());
        Destination destination =
            new Destination(
                server.url() + "/",
                "mine",
                Destination.Older.KEEP,
                StorageSettings.ofThisProcess(),
                one.getKey());
        assertThat(destination.toString()).doesNotContain("t0ken").doesNotContain("pässword");
        assertThat(
                new MlflowExport()
                    .open(destination)
                    .write(ExportedTable.read(stored, SCORES), done -> {}))
            .contains("5 added");
      }
    }
  }

  private static FakeMlflow.Run onlySweep(FakeMlflow server) {
    List<FakeMlflow.Run> sweeps =
        server.runs.values().stream()
            .filter(run -> "sweep".equals(run.tags.get("lstm_sweep.kind")))
            .toList();
    assertThat(sweeps).hasSize(1);
    return sweeps.get(0);
  }

  private static Map<String, FakeMlflow.Run> byTrial(FakeMlflow server) {
    Map<String, FakeMlflow.Run> runs = new HashMap<>();
    Set<String> seen = new HashSet<>();
    server.runs.values().stream()
        .filter(run -> run.tags.containsKey("lstm_sweep.trial_id"))
        .forEach(
            run -> {
              String trial = run.tags.get("lstm_sweep.trial_id");
              assertThat(seen.add(trial)).as(trial).isTrue();
              runs.put(trial, run);
            });
    return runs;
  }
}
