package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.attempt.Containment;
import io.github.lstmsweep.attempt.Heap;
import io.github.lstmsweep.attempt.TrialAttempt;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the acknowledgement of a trial that already has its row. */
class FoundTrialTest {
  private static final TrialId ID = Results.trial(1).id();

  @TempDir Path folder;
  private TrialTable table;
  private Path row;

  @BeforeEach
  void publishedByAnother() throws IOException {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1, 3.25));
    row = folder.resolve("trials/trial-" + ID + ".parquet");
    FakeTrainer.TRAINED.clear();
  }

  @Test
  void itsRowIsFoundAndItIsNotTrained() throws Exception {
    boolean[] meanwhile = new boolean[1];
    Acknowledgement found =
        attempt().train(Results.trial(1), MiniSweep.CORPUS, () -> meanwhile[0] = true).publish();
    assertThat(found.fate()).isEqualTo(Acknowledgement.Fate.FOUND);
    assertThat(found.validationScore()).isEqualTo(3.25);
    assertThat(FakeTrainer.TRAINED).isEmpty();
    assertThat(meanwhile[0]).as("nothing trains").isFalse();
  }

  @Test
  void aRowThatIsSetAsideBeforeItIsReadIsToBeAskedForAgain() throws Exception {
    TrialAttempt.Unpublished trained =
        attempt().train(Results.trial(1), MiniSweep.CORPUS, () -> {});
    Files.delete(row);
    Acknowledgement gone = trained.publish();
    assertThat(gone.fate()).isEqualTo(Acknowledgement.Fate.TAKEN);
    assertThat(gone.hasRow()).isFalse();
  }

  @Test
  void aRowThatIsBrokenIsAFaultOfTheStorage() throws Exception {
    Files.writeString(row, "no Parquet");
    Acknowledgement broken =
        attempt().train(Results.trial(1), MiniSweep.CORPUS, () -> {}).publish();
    assertThat(broken.fate()).isEqualTo(Acknowledgement.Fate.NOT_STORED);
    assertThat(broken.reason()).startsWith("Cannot read trials/trial-" + ID + ".parquet of ");
  }

  @Test
  void whatIsToBeDoneMeanwhileIsDoneWhileTheTrialTrains() throws Exception {
    boolean[] meanwhile = new boolean[1];
    Acknowledgement trained =
        attempt().train(Results.trial(2), MiniSweep.CORPUS, () -> meanwhile[0] = true).publish();
    assertThat(trained.fate()).isEqualTo(Acknowledgement.Fate.TRAINED);
    assertThat(FakeTrainer.TRAINED).containsExactly(2L);
    assertThat(meanwhile[0]).isTrue();
  }

  private TrialAttempt attempt() {
    Heap heap = new Heap(1 << 30);
    return new TrialAttempt(
        table,
        heap,
        Claimant.ofThisProcess("a-run", true),
        new Containment(
            new FakeTrainer(),
            heap,
            new Cores(1),
            new Containment.Limits(Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(1))),
        new TrialAttempt.Name("a-sweep", 1));
  }
}
