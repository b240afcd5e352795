package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.storage.ObjectStore;
import io.github.lstmsweep.result.storage.Patience;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.MiniSweep;
import io.github.lstmsweep.trial.Trial;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** Runs sweeps on an object store that is slow, fails, loses answers or goes away. */
class FailingStoreTest {
  private static final List<Trial> TRIALS =
      LongStream.rangeClosed(1, 12).mapToObj(Results::trial).toList();

  @Test
  void callsThatAreSlowAndFailNowAndThenCostTimeAndNoRow() throws Exception {
    URI quiet = URI.create(ObjectStore.SCHEME + "://quiet/table");
    URI failing = URI.create(ObjectStore.SCHEME + "://failing/table");
    sweep(table(quiet), 1);
    TrialTable table = table(failing);
    ObjectStore.World store = ObjectStore.of(failing);
    store.fail(0.1, 4, 20_261);

    List<Acknowledgement> acknowledged = sweep(table, 4);

    store.fail(0, 0, 0);
    assertThat(store.failed()).as("calls that failed").isGreaterThan(10);
    assertThat(acknowledged).allMatch(Acknowledgement::hasRow);
    assertThat(contents(failing)).isEqualTo(contents(quiet));
  }

  @Test
  void whileTheStoreStaysAwayNoTrialIsTrainedAndAfterwardsNoneIsMissing() throws Exception {
    URI root = URI.create(ObjectStore.SCHEME + "://away/table");
    TrialTable table = table(root);
    GoldenTrainer trainer = new GoldenTrainer();
    sweep(table, trainer, TRIALS.subList(0, 4));
    trainer.trained.clear();
    ObjectStore.of(root).goAway(true);

    List<Acknowledgement> away = new MiniSweepOf(table, trainer).acknowledge(TRIALS);

    assertThat(trainer.trained).isEmpty();
    assertThat(away)
        .hasSize(8)
        .allMatch(a -> a.fate() == Acknowledgement.Fate.NOT_STORED)
        .allSatisfy(a -> assertThat(a.reason()).isEqualTo("the store is away (tried for 0 s)"));
    ObjectStore.of(root).goAway(false);
    TrialTable again = TrialTable.open(root, settings());
    sweep(again, trainer, TRIALS);
    assertThat(trainer.trained).hasSize(8).doesNotHaveDuplicates();
    assertThat(again.finished()).hasSize(TRIALS.size());
  }

  /**
   * Trains without the driver's listings, which fail too while the store is away. So the missing
   * trials are known.
   */
  private record MiniSweepOf(TrialTable table, GoldenTrainer trainer) {
    List<Acknowledgement> acknowledge(List<Trial> trials) throws Exception {
      return new MiniSweep(table, trainer, 2, Duration.ofMinutes(1))
          .train(trials.subList(4, trials.size()), Claimant.ofThisProcess("away", true), a -> {});
    }
  }

  private static StorageSettings settings() {
    Map<String, String> properties = new HashMap<>(ObjectStore.settings().properties());
    properties.put(Patience.PROPERTY, "0");
    return StorageSettings.of(properties);
  }

  private static TrialTable table(URI root) {
    boolean impatient = root.getAuthority().equals("away");
    TrialTable table = TrialTable.openOrNew(root, impatient ? settings() : ObjectStore.settings());
    table.create("name: a-sweep\n");
    return table;
  }

  private static List<Acknowledgement> sweep(TrialTable table, int threads) throws Exception {
    return new MiniSweep(table, new GoldenTrainer(), threads, Duration.ofMinutes(1))
        .train(TRIALS, Claimant.ofThisProcess("run", true), a -> {});
  }

  private static void sweep(TrialTable table, GoldenTrainer trainer, List<Trial> trials)
      throws Exception {
    assertThat(new MiniSweep(table, trainer, 2, Duration.ofMinutes(1)).run(trials))
        .allMatch(Acknowledgement::hasRow);
  }

  private static Map<String, String> contents(URI root) throws Exception {
    return TableChecker.contents(new Path(root), ObjectStore.settings().configuration());
  }
}
