package io.github.lstmsweep.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.FakeTrainer;
import io.github.lstmsweep.spark.MiniSweep;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a task claims its next trial while another one trains. */
class ClaimAheadTest {
  private static final Trial FIRST = Results.trial(1);
  private static final Trial NEXT = Results.trial(2);
  private static final Claimant SELF = Claimant.ofThisProcess("run-1", true);
  private static final Claimant OTHER_RUN = Claimant.ofThisProcess("run-2", true);

  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void table() {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    FakeTrainer.TRAINED.clear();
  }

  @Test
  void theNextTrialIsClaimedOnceTheOneBeforeTrains() throws Exception {
    TrialAttempt attempt = attempt();
    TrialAttempt.Unpublished first =
        attempt.trainOrPutOff(
            FIRST, MiniSweep.CORPUS, new TrialAttempt.Meanwhile(() -> {}, Optional.of(NEXT)));
    assertThat(table.claims().markers())
        .as("it was claimed")
        .containsOnlyKeys(FIRST.id(), NEXT.id());
    assertThat(table.claims().claim(NEXT.id(), OTHER_RUN).verdict()).isEqualTo(Claim.Verdict.TAKEN);
    assertThat(first.publish().fate()).isEqualTo(Acknowledgement.Fate.TRAINED);

    TrialAttempt.Unpublished next =
        attempt.trainOrPutOff(
            NEXT, MiniSweep.CORPUS, new TrialAttempt.Meanwhile(() -> {}, Optional.empty()));
    assertThat(next.publish().fate()).isEqualTo(Acknowledgement.Fate.TRAINED);
    attempt.end();
    assertThat(FakeTrainer.TRAINED).containsExactly(1L, 2L);
    assertThat(table.claims().markers()).isEmpty();
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void oneWhoseTurnDoesNotComeIsGivenBack() throws Exception {
    ClaimAhead claims = new ClaimAhead(table, SELF);
    claims.ask(NEXT);
    claims.ask(NEXT);
    assertThat(table.claims().markers())
        .as("asked for twice, claimed once")
        .isEqualTo(Map.of(NEXT.id(), 1));
    claims.close();
    assertThat(table.claims().claim(NEXT.id(), OTHER_RUN).verdict()).isEqualTo(Claim.Verdict.OURS);
  }

  @Test
  void oneThatAnotherDriverHasIsAskedForAgainAtItsTurn() throws Exception {
    Claim theirs = table.claims().claim(NEXT.id(), OTHER_RUN);
    ClaimAhead claims = new ClaimAhead(table, SELF);
    claims.ask(NEXT);
    theirs.work().close();
    assertThat(claims.claim(NEXT).verdict()).isEqualTo(Claim.Verdict.OURS);
  }

  @Test
  void oneThatIsClaimedIsNotAskedForAgain() throws Exception {
    ClaimAhead claims = new ClaimAhead(table, SELF);
    claims.ask(NEXT);
    Claim claim = claims.claim(NEXT);
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(table.claims().markers()).isEqualTo(Map.of(NEXT.id(), 1));
    claims.close();
    assertThat(table.claims().markers()).as("it is at work, and not given back").hasSize(1);
    claim.work().close();
    assertThat(table.claims().markers()).isEmpty();
  }

  private TrialAttempt attempt() {
    Heap heap = new Heap(1 << 30);
    Containment.Limits limits =
        new Containment.Limits(Optional.of(Duration.ofMinutes(1)), Duration.ofSeconds(1));
    return new TrialAttempt(
        table,
        heap,
        SELF,
        new Containment(new FakeTrainer(), heap, new Cores(1), limits),
        new TrialAttempt.Name("a-sweep", 1));
  }
}
