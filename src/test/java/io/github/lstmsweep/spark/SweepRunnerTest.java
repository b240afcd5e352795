package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.task.RunningTrials;
import io.github.lstmsweep.spark.task.SweepWork;
import io.github.lstmsweep.spark.task.TaskOrder;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepRunnerTest {
  private static final Corpus CORPUS =
      new Corpus(
          "quickstart",
          "ab".repeat(32),
          "char",
          Vocabulary.of(List.of("a", "b")),
          new int[] {1, 2, 1, 2});
  private static final CorpusSet DATA = CorpusSet.of(CORPUS);

  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void table() {
    table =
        TrialTable.openOrNew(
            folder.toUri(), StorageSettings.of(LocalSpark.context().hadoopConfiguration()));
    table.create("name: a-sweep\n");
    FakeTrainer.TRAINED.clear();
  }

  @Test
  void everyTrialHasOneRowAndOneAcknowledgement() {
    Heard heard = new Heard();
    List<Trial> trials = trials(1, 20);
    SweepEnd end = runner().run(sweep(trials), DATA, heard);

    assertThat(end.with(Optional.empty())).isEqualTo(SweepEnd.of(SweepEnd.Reason.FINISHED, 20, 0));
    Map<String, TrialRow> rows = rows();
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(ids(trials));
    assertThat(heard.finished)
        .extracting(Acknowledgement::trial)
        .containsExactlyInAnyOrderElementsOf(ids(trials));
    for (Acknowledgement a : heard.finished) {
      TrialRow row = rows.get(a.trial());
      assertThat(a.status()).isEqualTo(TrialStatus.OK).isEqualTo(row.status());
      assertThat(row.validationScore()).hasValue(a.validationScore());
      assertThat(a.fate()).isEqualTo(Acknowledgement.Fate.TRAINED);
      assertThat(a.seconds()).isBetween(0.02, 10.0);
      assertThat(row.text("name")).contains("a-sweep");
      assertThat(row.text("engine")).contains("fake");
      assertThat(row.text("host").orElseThrow()).isNotBlank();
    }
  }

  @Test
  void aTrialTellsItsProgressBetweenItsStartAndItsEnd() {
    List<String> events = new ArrayList<>();
    List<TrialProgress> progress = new ArrayList<>();
    Trial trial = Results.trial(FakeTrainer.TELLS);
    SweepListener listener =
        new SweepListener() {
          @Override
          public void started(Trial started) {
            events.add("started");
          }

          @Override
          public void progress(TrialProgress now) {
            events.add("progress");
            progress.add(now);
          }

          @Override
          public void finished(Acknowledgement acknowledgement) {
            events.add("finished");
            assertThat(acknowledgement.curve().scores()).isNotEmpty();
          }
        };
    runner().run(sweep(List.of(trial)), DATA, listener);

    assertThat(events).startsWith("started", "progress").endsWith("finished");
    assertThat(events.subList(1, events.size() - 1)).containsOnly("progress");
    TrialProgress first = progress.get(0);
    assertThat(first.id()).isEqualTo(trial.id());
    assertThat(first.epoch()).isEqualTo(1);
    assertThat(first.numEpochs()).isEqualTo(trial.hyperparameters().numEpochs());
    assertThat(first.trainedTokens()).isEqualTo(FakeTrainer.TOKENS);
    assertThat(first.validationScore()).isEqualTo(9.5);
    assertThat(first.curve().scores()).containsExactly(9.5);
    assertThat(first.seconds()).isBetween(0.0, 60.0);
    assertThat(RunningTrials.here()).as("after the end").isEmpty();
  }

  @Test
  void sparksPagesNameTheSweepAndTheTrialsOfEachTask() {
    List<String> jobs = new CopyOnWriteArrayList<>();
    List<Object> tasks = new CopyOnWriteArrayList<>();
    SparkListener pages =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            jobs.add(job.properties().getProperty("spark.job.description"));
            jobs.add(job.properties().getProperty("spark.job.tags"));
          }

          @Override
          public void onTaskEnd(SparkListenerTaskEnd task) {
            tasks.add(task.taskInfo().accumulables().toString());
          }
        };
    LocalSpark.context().sc().addSparkListener(pages);
    try {
      runner().run(sweep(trials(7, 7)), DATA, new Heard());
      await(() -> !tasks.isEmpty());
    } finally {
      LocalSpark.context().sc().removeSparkListener(pages);
    }
    assertThat(jobs).hasSize(2).contains("a-sweep: train 1 trials");
    assertThat(jobs.get(1)).contains("a-sweep");
    assertThat(tasks.toString())
        .contains("trials")
        .contains(Results.trial(7).id().hex().substring(0, 8) + " OK");
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theLongestTrialsStartFirst() {
    List<Trial> trials = new ArrayList<>();
    for (int size : List.of(8, 64, 16, 128, 32)) {
      trials.add(Results.trial(size, size));
    }
    Heard heard = new Heard();
    runner().run(sweep(trials), DATA, heard);
    assertThat(heard.started)
        .extracting(t -> t.hyperparameters().numHiddens())
        .containsExactly(128, 64, 32, 16, 8);
  }

  @Test
  void whatATrialDoesWrongIsItsRowAndNoOther() {
    List<Trial> trials = new ArrayList<>(trials(1, 4));
    trials.addAll(trials(FakeTrainer.THROWS, FakeTrainer.DIVERGES));
    SweepEnd end = runner().run(sweep(trials), DATA, new Heard());

    assertThat(end.with(Optional.empty())).isEqualTo(SweepEnd.of(SweepEnd.Reason.FINISHED, 8, 0));
    assertThat(table.rows().counts())
        .isEqualTo(
            Map.of(
                TrialStatus.OK, 4,
                TrialStatus.DIVERGED, 1,
                TrialStatus.FAILED, 2,
                TrialStatus.OUT_OF_MEMORY, 1));
    assertThat(detail(FakeTrainer.THROWS).lines().toList())
        .hasSize(3)
        .startsWith("java.lang.IllegalStateException: the fake trainer threw");
    assertThat(detail(FakeTrainer.FILLS_THE_HEAP))
        .startsWith("java.lang.OutOfMemoryError: Java heap space\n  at ");
    assertThat(detail(FakeTrainer.OVERFLOWS_THE_STACK))
        .startsWith("java.lang.StackOverflowError\n  at ");
  }

  @Test
  void aSweepRunAgainTrainsOnlyWhatIsMissing() {
    List<Trial> trials = trials(1, 6);
    runner().run(sweep(trials.subList(0, 4)), DATA, new Heard());
    FakeTrainer.TRAINED.clear();

    SweepEnd second = runner().run(sweep(missing(trials)), DATA, new Heard());
    assertThat(second.with(Optional.empty()))
        .isEqualTo(SweepEnd.of(SweepEnd.Reason.FINISHED, 2, 0));
    assertThat(FakeTrainer.TRAINED).containsExactlyInAnyOrder(5L, 6L);

    SweepEnd third = runner().run(sweep(missing(trials)), DATA, new Heard());
    assertThat(third.with(Optional.empty())).isEqualTo(SweepEnd.of(SweepEnd.Reason.FINISHED, 0, 0));
    assertThat(FakeTrainer.TRAINED).hasSize(2);
  }

  @Test
  void aSweepOverItsTimeoutSaysWhatIsLeftAndMakesNoRowOfIt() throws Exception {
    List<Trial> trials = new ArrayList<>(trials(1, 3));
    trials.add(Results.trial(FakeTrainer.HANGS));
    SweepWork sweep =
        new SweepWork(
            "a-sweep",
            trials,
            Optional.of(Duration.ofMinutes(1)),
            Optional.of(Duration.ofSeconds(2)));
    SweepEnd end = runner().run(sweep, DATA, new Heard());
    assertThat(FakeTrainer.TRAINED).contains(FakeTrainer.HANGS);
    assertThat(end.with(Optional.empty())).isEqualTo(SweepEnd.of(SweepEnd.Reason.TIMED_OUT, 3, 1));
    // The interrupted task gets time to do something wrong.
    Thread.sleep(200);
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(ids(trials.subList(0, 3)));
  }

  /** Trial 2 is asked for when trial 1 has its row. The trial that tells takes seconds. */
  @Test
  void aSearchThatAsksEarlyDoesNotWaitForASlowTrial() {
    assertThat(searched(true)).isEqualTo(List.of(1L, 2L, FakeTrainer.TELLS));
    assertThat(FakeTrainer.TRAINED).doesNotHaveDuplicates();
  }

  @Test
  void aSearchThatAsksLateWaitsForAllTrials() {
    assertThat(searched(false)).isEqualTo(List.of(1L, FakeTrainer.TELLS, 2L));
    assertThat(FakeTrainer.TRAINED).doesNotHaveDuplicates();
  }

  /** A search reads the table while trials train, and the table may fail. */
  @Test
  void noTrialOutlivesASearchThatFails() {
    List<Trial> first = List.of(Results.trial(1), Results.trial(FakeTrainer.HANGS));
    SweepWork work =
        new SweepWork(
            "a-search",
            new SweepWork.Round(first, Map.of()),
            () -> {
              throw new IllegalStateException("no table");
            },
            true,
            Optional.empty(),
            Optional.of(Duration.ofMinutes(1)),
            Optional.empty(),
            trial -> Optional.empty());
    assertThatThrownBy(() -> runner().run(work, DATA, new Heard()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no table");
    assertThat(LocalSpark.context().statusTracker().getActiveJobIds()).isEmpty();
  }

  /** Returns the seeds of the trials in the order of their rows. */
  private List<Long> searched(boolean asksEarly) {
    List<Trial> first = List.of(Results.trial(1), Results.trial(FakeTrainer.TELLS));
    List<Trial> all = List.of(first.get(0), first.get(1), Results.trial(2));
    SweepWork work =
        new SweepWork(
            "a-search",
            new SweepWork.Round(first, Map.of()),
            () -> {
              boolean isAsked = table.finished().contains(first.get(0).id());
              return new SweepWork.Round(missing(isAsked ? all : first), Map.of());
            },
            asksEarly,
            Optional.empty(),
            Optional.of(Duration.ofMinutes(1)),
            Optional.empty(),
            trial -> Optional.empty());
    Heard heard = new Heard();
    SweepEnd end = runner().run(work, DATA, heard);
    assertThat(end.with(Optional.empty())).isEqualTo(SweepEnd.of(SweepEnd.Reason.FINISHED, 3, 0));
    Map<String, Long> seeds =
        all.stream().collect(Collectors.toMap(t -> t.id().hex(), t -> t.hyperparameters().seed()));
    return heard.finished.stream().map(a -> seeds.get(a.trial())).toList();
  }

  @Test
  void aSweepThatIsStoppedKeepsItsRows() {
    SweepRunner runner = runner();
    SweepListener stopsAtTheFirst =
        new SweepListener() {
          @Override
          public void finished(Acknowledgement acknowledgement) {
            runner.stop();
          }
        };
    SweepEnd end = runner.run(sweep(trials(1, 200)), DATA, stopsAtTheFirst);
    assertThat(end.reason()).isEqualTo(SweepEnd.Reason.INTERRUPTED);
    assertThat(end.finished()).isBetween(1, 199);
    assertThat(end.left()).isEqualTo(200 - end.finished());
    assertThat(table.finished()).hasSizeGreaterThanOrEqualTo(end.finished());
  }

  @Test
  void whatAnotherDriverHasIsWaitedForAndNotTrained() throws IOException {
    Claimant other = Claimant.ofThisProcess("another-run", true);
    Claim taken = table.claims().claim(Results.trial(2).id(), other);
    Heard heard =
        new Heard() {
          @Override
          public void tick() {
            // After one second the other driver is done.
            try {
              table.publish(Results.ok(2, 3.25));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            taken.work().close();
          }
        };
    SweepEnd end = runner().run(sweep(trials(1, 3)), DATA, heard);
    assertThat(end.with(Optional.empty())).isEqualTo(SweepEnd.of(SweepEnd.Reason.FINISHED, 3, 0));
    assertThat(FakeTrainer.TRAINED).containsExactlyInAnyOrder(1L, 3L);
    assertThat(heard.finished)
        .filteredOn(a -> a.fate() == Acknowledgement.Fate.FOUND)
        .extracting(Acknowledgement::validationScore)
        .containsExactly(3.25);
  }

  @Test
  void twoDriversOnOneTableShareTheWork() throws Exception {
    List<Trial> trials = trials(1, 100);
    ExecutorService drivers = Executors.newFixedThreadPool(2);
    List<Future<List<Acknowledgement>>> ends = new ArrayList<>();
    for (int driver = 0; driver < 2; driver++) {
      MiniSweep mini = new MiniSweep(table, new FakeTrainer(), 2, Duration.ofMinutes(1));
      ends.add(drivers.submit(() -> mini.run(trials)));
    }
    List<Integer> trained = new ArrayList<>();
    for (Future<List<Acknowledgement>> end : ends) {
      assertThat(end.get())
          .filteredOn(a -> a.fate() == Acknowledgement.Fate.NOT_STORED)
          .as("the storage is well")
          .isEmpty();
      trained.add(
          (int) end.get().stream().filter(a -> a.fate() == Acknowledgement.Fate.TRAINED).count());
    }
    drivers.shutdown();
    assertThat(trained.get(0) + trained.get(1)).isGreaterThan(90);
    // If both gave way, the next round of either trains the trial.
    new MiniSweep(table, new FakeTrainer(), 2, Duration.ofMinutes(1)).run(trials);
    assertThat(trained).as("both did their part").allSatisfy(n -> assertThat(n).isGreaterThan(20));
    assertThat(FakeTrainer.TRAINED).as("none was trained twice").doesNotHaveDuplicates();
    assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(ids(trials));
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void aTrialThatIsNotTheFirstToBeBegunComesLast() throws IOException {
    table.claims().claim(Results.trial(128, 128).id(), Claimant.ofThisProcess("a-run", true));
    List<Trial> trials = List.of(Results.trial(128, 128), Results.trial(8), Results.trial(64, 64));
    assertThat(TaskOrder.of(trials, table.claims().markers(), 2, TaskOrder.Packs.NONE))
        .extracting(group -> group.trials().get(0).hyperparameters().numHiddens())
        .containsExactly(64, 8, 128);
  }

  @Test
  void storageThatFailsIsNotTheTrialsFault() throws IOException {
    Files.createFile(folder.resolve("trials"));
    assertThatThrownBy(() -> runner().run(sweep(trials(1, 2)), DATA, new Heard()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot write to the table "
                + folder
                + ": "
                + folder.resolve("trials")
                + " is not a folder; 2 trials are left; try again once the storage is back")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.STORAGE);
  }

  private SweepRunner runner() {
    return new SweepRunner(LocalSpark.context(), table, new FakeTrainer());
  }

  private static SweepWork sweep(List<Trial> trials) {
    return new SweepWork("a-sweep", trials, Optional.of(Duration.ofMinutes(1)), Optional.empty());
  }

  private List<Trial> missing(List<Trial> trials) {
    return trials.stream().filter(t -> !table.finished().contains(t.id())).toList();
  }

  private static List<Trial> trials(long firstSeed, long lastSeed) {
    return LongStream.rangeClosed(firstSeed, lastSeed).mapToObj(Results::trial).toList();
  }

  private static List<String> ids(List<Trial> trials) {
    return trials.stream().map(t -> t.id().hex()).toList();
  }

  private Map<String, TrialRow> rows() {
    return table.rows().rows().stream()
        .collect(Collectors.toMap(row -> row.id().hex(), Function.identity()));
  }

  private String detail(long seed) {
    return rows().get(Results.trial(seed).id().hex()).statusDetail().orElseThrow();
  }

  private static class Heard implements SweepListener {
    private final List<Trial> started = new ArrayList<>();
    private final List<Acknowledgement> finished = new ArrayList<>();

    @Override
    public void started(Trial trial) {
      started.add(trial);
    }

    @Override
    public void finished(Acknowledgement acknowledgement) {
      finished.add(acknowledgement);
    }
  }
}
