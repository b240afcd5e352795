package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.Containment;
import io.github.lstmsweep.attempt.Heap;
import io.github.lstmsweep.attempt.TrialAttempt;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests one process's attempt at a trial whose process died before. */
class DiedBeforeTest {
  private static final Trial TRIAL = Results.trial(1);
  private static final Claimant SELF = Claimant.ofThisProcess("run-1", false);

  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void table() {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
  }

  @Test
  void whereOthersWaitBehindItATrialWhoseProcessDiedIsPutOff() throws Exception {
    died(1);
    Acknowledgement putOff = attempt().trainOrPutOff(TRIAL, MiniSweep.CORPUS, () -> {}).publish();
    assertThat(putOff.fate()).isEqualTo(Acknowledgement.Fate.PUT_OFF);
    assertThat(putOff.hasRow()).isFalse();
    assertThat(table.claims().markers())
        .as("its marker is gone, the dead one's stays")
        .containsValue(1);
    assertThat(attempt().train(TRIAL, MiniSweep.CORPUS, () -> {}).publish().fate())
        .isEqualTo(Acknowledgement.Fate.TRAINED);
  }

  @Test
  void aTrialWhoseProcessNeverDiedIsNotPutOff() throws Exception {
    assertThat(attempt().trainOrPutOff(TRIAL, MiniSweep.CORPUS, () -> {}).publish().fate())
        .isEqualTo(Acknowledgement.Fate.TRAINED);
    assertThat(outside()).isEmpty();
  }

  @Test
  void deathsOfATrialThatIsTrainedAfterAllWereFromOutside() throws Exception {
    died(1);
    died(2);
    attempt().train(TRIAL, MiniSweep.CORPUS, () -> {}).publish();
    assertThat(outside()).hasSize(2);
  }

  @Test
  void deathsOfATrialThatIsGivenUpExcuseNobody() throws Exception {
    died(1);
    died(2);
    died(3);
    attempt().train(TRIAL, MiniSweep.CORPUS, () -> {}).publish();
    assertThat(table.rows().rows().get(0).status()).isEqualTo(TrialStatus.CRASHED);
    assertThat(outside()).isEmpty();
  }

  @Test
  void aProcessOfWhichOneTrialFailedLaterWasNotKilledFromOutside() throws Exception {
    Trial other = Results.trial(2);
    died(TRIAL, 1);
    died(other, 1);
    attempt(new FailingTrainer()).train(TRIAL, MiniSweep.CORPUS, () -> {}).publish();
    assertThat(table.rows().rows().get(0).status()).isEqualTo(TrialStatus.FAILED);
    attempt().train(other, MiniSweep.CORPUS, () -> {}).publish();
    assertThat(outside()).as("the trial that failed may have killed it").isEmpty();

    died(Results.trial(3), 2);
    attempt().train(Results.trial(3), MiniSweep.CORPUS, () -> {}).publish();
    assertThat(outside()).as("a different process").hasSize(1);
  }

  private static final class FailingTrainer implements TrialTrainer {
    private static final long serialVersionUID = 1L;

    @Override
    public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
      throw new IllegalStateException("a bad trial");
    }

    @Override
    public EngineVersion engine() {
      return new EngineVersion("failing", "1", "none", "any-cpu");
    }
  }

  private void died(long pid) throws IOException {
    died(TRIAL, pid);
  }

  /** Leaves the marker of a dead process: an executor of this run on another machine. */
  private void died(Trial trial, long pid) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("_attempts/" + trial.id()));
    Claimant dead = new Claimant("run-1", false, "elsewhere", "boot", "pid", pid, 1, 0);
    Files.writeString(
        scratch.resolve("started-" + pid),
        String.join(
            "\n",
            "run: " + dead.run(),
            "driver here: " + dead.driverHere(),
            "host: " + dead.host(),
            "boot: " + dead.boot(),
            "namespace: " + dead.namespace(),
            "pid: " + dead.pid(),
            "started: " + dead.started(),
            ""));
  }

  private List<Path> outside() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("_attempts"))) {
      return files.filter(f -> f.getFileName().toString().startsWith("outside-")).toList();
    }
  }

  private TrialAttempt attempt() {
    return attempt(new FakeTrainer());
  }

  private TrialAttempt attempt(TrialTrainer trainer) {
    Heap heap = Heap.ofThisProcess();
    Containment.Limits limits =
        new Containment.Limits(Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(1));
    return new TrialAttempt(
        table,
        heap,
        SELF,
        new Containment(trainer, heap, new Cores(1), limits),
        new TrialAttempt.Name("a-sweep", 1));
  }
}
