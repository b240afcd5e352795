package io.github.lstmsweep.sweep.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.api.Sweep;
import io.github.lstmsweep.api.SweepOptions;
import io.github.lstmsweep.cli.DeadProcesses;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.AuditReport;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Forged;
import io.github.lstmsweep.result.storage.CrashPoint;
import io.github.lstmsweep.result.storage.FaultyDisk;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.Halted;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.sweep.Retry;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.sweep.TableSweep;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes rows of other tables, for real. */
class KnownRowsTest {
  private static final String SPEC =
      """
      name: known
      corpus: harbour
      windows: {train: 200, validation: 100}
      method: %s
      parameters:
        num_steps: 4
        num_hiddens: %s
        lr: %s
        gradient_clip: .inf
        batch_size: 64
        num_epochs: 9
      """;

  private static final String ALL = "[4, 8]";
  private String rates = "[0.1, 0.5, 1, 2, 4, 1e9]";

  @TempDir Path folder;
  private final StorageSettings settings = StorageSettings.ofThisProcess();
  private final AtomicInteger started = new AtomicInteger();
  private KnownRows.Listener listener = (place, done, of) -> {};

  @Test
  void aSweepWhoseRowsAreAllKnownTrainsNothing() throws IOException {
    run("grid", "4", "a");
    run("grid", "8", "b");
    run("grid", ALL, "whole");
    started.set(0);
    TrialTable table = run("grid", ALL, "out", "a", "b");
    assertThat(started).hasValue(0);
    assertThat(table.rows().counts()).containsKeys(TrialStatus.OK, TrialStatus.DIVERGED);
    assertThat(table.finished()).hasSize(12);
    Map<String, String> copied = new TreeMap<>(files("a"));
    copied.putAll(files("b"));
    // Bit for bit: also the values that were measured.
    assertThat(files("out")).isEqualTo(copied).hasSizeGreaterThan(12 + 8);
    assertThat(computed("out")).isEqualTo(computed("whole"));
    isWhole(table);
    // Taken again, they change nothing.
    run("grid", ALL, "out", "a", "b");
    assertThat(started).hasValue(0);
    assertThat(files("out")).isEqualTo(copied);
  }

  @Test
  void compactedTablesGiveAndTakeRows() throws IOException {
    TrialTable a = run("grid", "4", "a");
    assertThat(a.upkeep().compact(Duration.ZERO).orElseThrow().rows()).isEqualTo(6);
    run("grid", "8", "b");
    run("grid", ALL, "whole");
    TrialTable table = run("grid", "[8]", "out");
    assertThat(table.upkeep().compact(Duration.ZERO).orElseThrow().rows()).isEqualTo(6);
    started.set(0);
    Sweep.run(
        LocalSpark.session(),
        spec("grid", ALL).toString(),
        place("out"),
        options("a", "b").extending());
    assertThat(started).hasValue(0);
    assertThat(computed("out")).isEqualTo(computed("whole"));
    isWhole(table);
    TrialTable from = run("grid", ALL, "second", "out");
    assertThat(started).hasValue(0);
    assertThat(computed("second")).isEqualTo(computed("whole"));
    isWhole(from);
  }

  @Test
  void aSearchGoesOnFromTheRowsOfAnotherOne() throws IOException {
    TrialTable whole = run("successive-halving", ALL, "whole");
    int trainings = started.getAndSet(0);
    assertThatThrownBy(
            () ->
                Sweep.run(
                    LocalSpark.session(),
                    spec("successive-halving", ALL).toString(),
                    place("half"),
                    SweepOptions.defaults()
                        .listeningWith(
                            new SweepListener() {
                              @Override
                              public void round(int number, SweepWork.Round round) {
                                throw new IllegalStateException("stopped in the midst");
                              }
                            })))
        .hasMessage("stopped in the midst");
    TrialTable half = table("half");
    assertThat(half.finished()).hasSizeLessThan(12);
    assertThat(half.pausedEpochs()).hasSizeGreaterThan(3);
    TrialTable out = run("successive-halving", ALL, "out", "half");
    assertThat(started.get()).isEqualTo(trainings - 12);
    assertThat(computed("out")).isEqualTo(computed("whole"));
    isWhole(out, out.finished().size() + out.pausedEpochs().size());
    // The states go on with equal bits.
    run("grid", ALL, "grid");
    run("grid", ALL, "out");
    assertThat(computed("out")).isEqualTo(computed("grid"));
    assertThat(whole.finished()).isNotEmpty();
  }

  @Test
  void everyMethodTakesWhatAGridKnows() throws IOException {
    run("grid", ALL, "grid");
    for (String method : List.of("successive-halving", "hyperband", "asha", "tpe", "freeze-thaw")) {
      started.set(0);
      TrialTable out = run(method, ALL, method, "grid");
      assertThat(started).as(method).hasValue(0);
      assertThat(out.finished()).hasSize(12);
    }
  }

  @Test
  void whatCannotBeTrustedIsLeftOut() throws IOException {
    TrialTable a = run("grid", "4", "a");
    List<String> ok =
        a.rows().rows().stream()
            .filter(row -> row.status() == TrialStatus.OK)
            .map(row -> row.id().hex())
            .sorted()
            .toList();
    assertThat(ok).hasSizeGreaterThan(3);
    damage(folder.resolve("a/trials/trial-" + ok.get(0) + ".parquet"));
    damage(model("a", ok.get(1)));
    Files.delete(model("a", ok.get(2)));
    // A row under the name of another trial.
    Files.copy(
        folder.resolve("a/trials/trial-" + ok.get(3) + ".parquet"),
        folder.resolve("a/trials/trial-" + "0".repeat(32) + ".parquet"));
    Adopted taken = taken("out", ALL, "a");
    assertThat(taken.rows()).isEqualTo(3);
    assertThat(taken.foreign()).isEqualTo(1);
    assertThat(taken.warnings())
        .hasSize(3)
        .allMatch(line -> line.startsWith("Cannot take ") && line.contains(" of " + place("a")));
    assertThat(taken.warnings())
        .anyMatch(line -> line.contains("trials/trial-" + ok.get(0) + ".parquet"))
        .anyMatch(line -> line.contains("models/" + ok.get(1)))
        .anyMatch(
            line ->
                line.contains("models/" + ok.get(2)) && line.endsWith(": there is no such file"));
    assertThat(taken.line())
        .isEqualTo(
            "Took 3 rows of "
                + place("a")
                + " (1 of its trials is not of this sweep, 3 could not be read)");
    assertThat(table("out").finished()).hasSize(3);
    assertThat(table("out").upkeep().audit(table("out").finished()).corrupt()).isEmpty();
  }

  @Test
  void aRowThatLiesAboutItsTrialIsLeftOut() throws IOException {
    TrialTable a = run("grid", "4", "a");
    String other = a.rows().best().orElseThrow().id().hex();
    String lacking =
        input("8").trials().stream().map(trial -> trial.id().hex()).findFirst().orElseThrow();
    Path forged = folder.resolve("a/trials/trial-" + lacking + ".parquet");
    Files.copy(folder.resolve("a/trials/trial-" + other + ".parquet"), forged);
    Forged.row(forged, Map.of("trial_id", lacking));
    Adopted taken = taken("out", ALL, "a");
    assertThat(taken.rows()).isEqualTo(6);
    assertThat(taken.warnings()).hasSize(1);
    assertThat(taken.warnings().get(0)).contains(": it does not have the values of trial ");
  }

  @Test
  void rowsThatAMachineEndedAreTrainedHere() throws IOException {
    TrialTable a = run("grid", "4", "a");
    String id = a.rows().best().orElseThrow().id().hex();
    Files.delete(folder.resolve("a/trials/trial-" + id + ".parquet"));
    DeadProcesses.of(folder.resolve("a"), id, 3);
    run("grid", "4", "a");
    assertThat(a.rows().counts()).containsEntry(TrialStatus.CRASHED, 1);
    started.set(0);
    TrialTable out = run("grid", "4", "out", "a");
    assertThat(started).hasValue(1);
    assertThat(out.rows().counts()).doesNotContainKey(TrialStatus.CRASHED);
    Adopted taken = taken("other", "4", "a");
    assertThat(taken.line())
        .isEqualTo("Took 5 rows of " + place("a") + " (1 was ended by its machine)");
  }

  @Test
  void itTellsHowManyRowsItHasTaken() throws IOException {
    TrialTable a = run("successive-halving", ALL, "a");
    int all = a.finished().size() + a.pausedEpochs().size();
    Queue<String> told = new ConcurrentLinkedQueue<>();
    listener = (place, done, of) -> told.add(place + " " + done + "/" + of);
    Adopted taken = taken("out", ALL, "a");
    assertThat(taken.rows()).isEqualTo(all).isEqualTo(12);
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(0, all).mapToObj(n -> place("a") + " " + n + "/" + all).toList());
    // Nothing is left to take.
    told.clear();
    Adopted again = taken("out", ALL, "a");
    assertThat(again.rows()).isZero();
    assertThat(told).containsExactly(place("a") + " 0/0");
  }

  @Test
  void aLostStateOfAPausedTrialCostsItsRowNothing() throws IOException {
    run("successive-halving", ALL, "a");
    Map<String, Integer> states = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("a/paused"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".state")).sorted().toList()) {
        states.put(file.getFileName().toString(), states.size());
        if (states.size() == 1) {
          damage(file);
        } else if (states.size() == 2) {
          Files.delete(file);
        }
      }
    }
    int paused = table("a").pausedEpochs().size();
    Adopted taken = taken("out", ALL, "a");
    assertThat(taken.warnings()).hasSize(2).allMatch(line -> line.contains(".state of "));
    assertThat(table("out").pausedEpochs()).isEqualTo(table("a").pausedEpochs());
    assertThat(files("out").keySet().stream().filter(name -> name.endsWith(".state")))
        .hasSize(paused - 2);
    run("grid", ALL, "out");
    run("grid", ALL, "grid");
    assertThat(computed("out")).isEqualTo(computed("grid"));
  }

  @Test
  void tablesThatHaveNothingToGiveAreTold() throws IOException {
    run("grid", "16", "other");
    Adopted taken = taken("out", "4", "other");
    assertThat(taken.warnings())
        .containsExactly(
            "WARNING: "
                + place("other")
                + " has no trial of this sweep; a trial is known by its hyperparameters, its data"
                + " and their form");
    assertThat(taken.line())
        .isEqualTo("Took no row of " + place("other") + " (6 of its trials are not of this sweep)");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThatThrownBy(() -> taken("out", "4", "nowhere"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("Cannot read the table " + place("nowhere"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("other"));
    for (String same : List.of("other", "other/", "link", "x/../other")) {
      assertThatThrownBy(() -> taken("other", "16", same))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Cannot take rows of ")
          .hasMessageContaining(": must be a table other than the one that they go to");
    }
  }

  @Test
  void aProcessThatIsKilledInTheMidstLeavesATableThatTakesTheRest() throws IOException {
    rates = "[1, 2]";
    run("grid", "4", "a");
    run("successive-halving", "8", "b");
    assertThat(table("b").pausedEpochs()).hasSize(1);
    SweepInput sweep = input(ALL);
    Set<String> expected = new HashSet<>(files("a").keySet());
    expected.addAll(files("b").keySet());
    int rounds = 0;
    int died = 0;
    boolean isAlive = false;
    for (int at = 1; !isAlive; at += 7) {
      for (CrashPoint.Death death :
          List.of(CrashPoint.Death.BEFORE, CrashPoint.Death.HALFWAY, CrashPoint.Death.POWER)) {
        Path out = folder.resolve("out-" + rounds++);
        CrashPoint crash = new CrashPoint(death, at);
        try {
          take(
              sweep,
              new TrialTable(out.toUri(), settings, new LocalStorage(out, new FaultyDisk(crash))),
              "a",
              "b");
        } catch (Halted e) {
          died++;
        }
        isAlive |= death == CrashPoint.Death.BEFORE && !crash.fired();
        TrialTable after = TrialTable.openOrNew(out.toUri(), settings);
        take(sweep, after, "a", "b");
        assertThat(files(out.getFileName().toString()).keySet()).isEqualTo(expected);
        assertThat(after.rows().unreadable()).isEmpty();
        assertThat(after.upkeep().audit(after.finished()).corrupt()).isEmpty();
        assertThat(computed(out.getFileName().toString()))
            .isEqualTo(
                Stream.concat(computed("a").stream(), computed("b").stream())
                    .collect(Collectors.toSet()));
      }
    }
    assertThat(died).isGreaterThan(15);
  }

  private KnownRows.Taken take(SweepInput sweep, TrialTable table, String... from) {
    List<String> places = Arrays.stream(from).map(this::place).toList();
    return KnownRows.of(places, table, settings)
        .take(
            () -> new TableSweep(sweep, table, TableSweep.Growth.REFUSED, Retry.NONE),
            sweep.trials(),
            listener);
  }

  /** Takes rows and trains nothing. */
  private Adopted taken(String out, String hiddens, String from) throws IOException {
    TrialTable table = TrialTable.openOrNew(folder.resolve(out).toUri(), settings);
    return take(input(hiddens), table, from).taken().get(0);
  }

  private SweepInput input(String hiddens) throws IOException {
    return SweepInput.read(
        spec("grid", hiddens),
        List.of(),
        new CorpusLoader(Optional.empty(), Map.of(), new HadoopReader(settings)));
  }

  private TrialTable run(String method, String hiddens, String out, String... from)
      throws IOException {
    Sweep.run(LocalSpark.session(), spec(method, hiddens).toString(), place(out), options(from))
        .count();
    return table(out);
  }

  private SweepOptions options(String... from) {
    return SweepOptions.defaults()
        .takingFrom(Arrays.stream(from).map(this::place).toArray(String[]::new))
        .listeningWith(
            new SweepListener() {
              @Override
              public void started(Trial trial) {
                started.incrementAndGet();
              }
            });
  }

  private Path spec(String method, String hiddens) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(method, hiddens, rates));
  }

  private String place(String name) {
    return folder.resolve(name).toString();
  }

  private TrialTable table(String name) {
    return TrialTable.open(folder.resolve(name).toUri(), settings);
  }

  private Path model(String table, String id) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(table).resolve("models"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(id))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static void isWhole(TrialTable table) {
    isWhole(table, 12);
  }

  private static void isWhole(TrialTable table, int rows) {
    assertThat(table.rows().rows()).hasSize(rows);
    Set<TrialId> ids = new HashSet<>(table.finished());
    ids.addAll(table.pausedEpochs().keySet());
    assertThat(table.upkeep().audit(ids, Set.of()).verdict()).isEqualTo(AuditReport.Verdict.WHOLE);
  }

  /** Returns the files of rows, models and paused trials, with their bytes. */
  private Map<String, String> files(String table) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String sub : List.of("trials", "models", "paused")) {
      Path inside = folder.resolve(table).resolve(sub);
      if (Files.isDirectory(inside)) {
        try (Stream<Path> all = Files.list(inside)) {
          for (Path file : all.toList()) {
            files.put(sub + "/" + file.getFileName(), Arrays.toString(Files.readAllBytes(file)));
          }
        }
      }
    }
    return files;
  }

  /** Returns the columns that the trial alone decides. */
  private Set<Object> computed(String table) {
    return table(table).rowsWithCurves().rows().rows().stream()
        .map(
            row ->
                List.of(
                    row.id(),
                    row.status(),
                    row.text("name").orElse(""),
                    row.validationScore(),
                    row.text("parameters_sha256").orElse(""),
                    row.sample().orElse(""),
                    row.hyperparameters()))
        .collect(Collectors.toSet());
  }
}
