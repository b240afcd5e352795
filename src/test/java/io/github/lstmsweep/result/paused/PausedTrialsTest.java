package io.github.lstmsweep.result.paused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.nn.NetworkState;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.paused.PausedTrials.Seen;
import io.github.lstmsweep.result.row.Ending;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.EpochPoint.Dynamics;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.train.TrainingState;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausedTrialsTest {
  private static final TrialId ID = Results.trial(1).id();

  /** A trial whose files only a listing tells. */
  private static final Seen ANY = new Seen(ID, 0, true);

  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void makeTable() {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: paused\n");
  }

  @Test
  void theRowWithTheMostEpochsCountsAndEarlierOnesGo() throws IOException {
    table.publish(paused(1, 2));
    table.publish(paused(1, 5));
    assertThat(table.pausedEpochs()).isEqualTo(Map.of(ID, 5));
    assertThat(names("paused"))
        .containsExactlyInAnyOrder("trial-" + ID.hex() + "-5.parquet", ID.hex() + "-5.state");
    // A process that stalled publishes an earlier pause late.
    table.publish(paused(1, 3));
    assertThat(table.pausedEpochs()).isEqualTo(Map.of(ID, 5));
    assertThat(table.rows().rows())
        .singleElement()
        .satisfies(row -> assertThat(row.id()).isEqualTo(ID));
    assertThat(table.curve(ID)).hasSize(5);
    assertThat(table.finished()).isEmpty();
  }

  @Test
  void theFilesOfThePauseThatTheDriverSawGoWithoutAListing() throws IOException {
    table.publish(paused(1, 2), new Seen(ID, 0, false));
    table.publish(paused(2, 2), new Seen(Results.trial(2).id(), 0, false));
    table.publish(paused(1, 5), new Seen(ID, 2, false));
    assertThat(names("paused"))
        .hasSize(4)
        .contains("trial-" + ID.hex() + "-5.parquet", ID.hex() + "-5.state")
        .noneMatch(name -> name.contains(ID.hex() + "-2"));
    Seen seen = new Seen(ID, 5, false);
    assertThat(table.pausedTrials().state(seen, 9).orElseThrow().epochs()).isEqualTo(5);
    table.pausedTrials().clear(seen);
    assertThat(names("paused")).hasSize(2).noneMatch(name -> name.contains(ID.hex()));
  }

  @Test
  void theEndOfASearchDeletesWhatADeadProcessLeft() throws IOException {
    table.publish(paused(1, 5));
    // It came late, or its process died before it deleted these.
    table.publish(paused(1, 3), new Seen(ID, 0, false));
    table.publish(paused(2, 3), new Seen(Results.trial(2).id(), 0, false));
    assertThat(names("paused")).hasSize(6);
    table.explain(Map.of());
    assertThat(names("paused")).hasSize(4).noneMatch(name -> name.contains(ID.hex() + "-3"));
  }

  @Test
  void aLostStateOfThePauseIsReplacedByAnEarlierOne() throws IOException {
    Seen seen = new Seen(ID, 5, false);
    assertThat(table.pausedTrials().state(seen, 9)).isEmpty();
    table.pausedTrials().save(ID, state(2));
    assertThat(table.pausedTrials().state(seen, 9).orElseThrow().epochs()).isEqualTo(2);
    table.pausedTrials().save(ID, state(5));
    assertThat(table.pausedTrials().state(seen, 9).orElseThrow().epochs()).isEqualTo(5);
    assertThat(table.pausedTrials().state(seen, 5).orElseThrow().epochs()).isEqualTo(2);
  }

  @Test
  void aTrialThatADifferentProcessPausedLaterHasReachedEarlierEpochs() throws IOException {
    assertThat(table.pausedTrials().hasReached(new Seen(ID, 0, false), 2)).isFalse();
    table.publish(paused(1, 2), new Seen(ID, 0, false));
    assertThat(table.pausedTrials().hasReached(new Seen(ID, 0, false), 2)).isTrue();
    assertThat(table.pausedTrials().hasReached(new Seen(ID, 2, false), 4)).isFalse();
    table.publish(paused(1, 5), new Seen(ID, 2, false));
    // A different process has no listing yet.
    PausedTrials other =
        TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess()).pausedTrials();
    assertThat(other.hasReached(new Seen(ID, 0, false), 2)).isTrue();
    assertThat(other.hasReached(new Seen(ID, 2, false), 4)).isTrue();
    assertThat(other.hasReached(new Seen(ID, 2, false), 6)).isFalse();
  }

  @Test
  void aListingServesManyTrialsAndIsMadeAgain() throws Exception {
    AtomicInteger listings = new AtomicInteger();
    Storage counting =
        (Storage)
            Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> {
                  assertThat(method.getName()).isEqualTo("names");
                  listings.incrementAndGet();
                  Thread.sleep(20);
                  return List.of("trial-" + ID.hex() + "-" + listings.get() + ".parquet");
                });
    RecentPauses recent = new RecentPauses(counting);
    for (int i = 0; i < 1_000; i++) {
      assertThat(recent.most(Results.trial(2).id())).isZero();
    }
    assertThat(listings.get()).isLessThan(100);
    Thread.sleep(1_000);
    int before = listings.get();
    assertThat(recent.most(ID)).isEqualTo(before + 1);
  }

  @Test
  void aTrialThatHasEndedIsNotPaused() throws IOException {
    table.publish(paused(1, 1));
    table.publish(Results.ok(1));
    assertThat(table.pausedEpochs()).isEmpty();
    assertThat(table.rows().rows()).extracting(TrialRow::status).containsExactly(TrialStatus.OK);
    assertThat(table.rowsWithCurves().curves().get(ID)).hasSize(2);
    // The next run clears its files away.
    table.create("name: paused\n");
    assertThat(names("paused")).isEmpty();
  }

  @Test
  void aStateIsReadBackBitForBit() throws IOException {
    TrainingState state = state(3);
    table.pausedTrials().save(ID, state);
    TrainingState read = table.pausedTrials().state(ANY, 4).orElseThrow();
    assertThat(read.network().parameters()).isEqualTo(state.network().parameters());
    assertThat(read.curve()).isEqualTo(state.curve());
    assertThat(StateFile.write(ID, read)).isEqualTo(StateFile.write(ID, state));
    assertThat(table.pausedTrials().state(ANY, 3)).as("a state beyond the leg").isEmpty();
    // A state alone is no row.
    assertThat(table.pausedEpochs()).isEmpty();
  }

  @Test
  void aStateWithItsBestEpochIsReadBackBitForBit() throws IOException {
    float[] best = {-2.5f, Float.MAX_VALUE, 0};
    table.pausedTrials().save(ID, state(3, Optional.of(best)));
    TrainingState read = table.pausedTrials().state(ANY, 4).orElseThrow();
    assertThat(read.best().orElseThrow()).isEqualTo(best);
    byte[] bytes = StateFile.write(ID, read);
    assertThat(bytes).isEqualTo(StateFile.write(ID, state(3, Optional.of(best))));
    assertThat(bytes[7]).isEqualTo((byte) 2);
    assertThat(StateFile.write(ID, state(3))[7]).isEqualTo((byte) 1);
    assertThat(StateFile.read(ID, StateFile.write(ID, state(3))).best()).isEmpty();
  }

  @Test
  void aStateMustHaveTheBestEpochOfATrialThatKeepsIt() throws IOException {
    PausedTrials paused = table.pausedTrials();
    paused.save(ID, state(2));
    assertThat(paused.stateFile(ID, 2, 3, false)).isEqualTo(StateFile.write(ID, state(2)));
    assertThatThrownBy(() -> paused.stateFile(ID, 2, 3, true))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage("it lacks the parameters of the best epoch");
    paused.save(ID, state(3, Optional.of(new float[3])));
    assertThat(paused.stateFile(ID, 3, 3, true)).isNotEmpty();
    assertThatThrownBy(() -> paused.stateFile(ID, 3, 3, false))
        .isInstanceOf(CorruptFileException.class);
    paused.save(ID, state(4, Optional.of(new float[2])));
    assertThatThrownBy(() -> paused.stateFile(ID, 4, 3, true))
        .isInstanceOf(CorruptFileException.class);
  }

  @Test
  void theLastStateOfATrainingStaysAndItsRowsToo() throws IOException {
    table.publish(paused(1, 2));
    table.checkpoint(ID, state(3));
    table.checkpoint(ID, state(4));
    assertThat(names("paused"))
        .containsExactlyInAnyOrder("trial-" + ID.hex() + "-2.parquet", ID.hex() + "-4.state");
    assertThat(table.pausedEpochs()).isEqualTo(Map.of(ID, 2));
    assertThat(table.pausedTrials().state(ANY, 9).orElseThrow().epochs()).isEqualTo(4);
    // A failure costs time only.
    Files.delete(folder.resolve("sweep.yaml"));
    table.checkpoint(ID, state(5));
  }

  @Test
  void aCorruptStateIsPassedOver() throws IOException {
    table.pausedTrials().save(ID, state(2));
    table.pausedTrials().save(ID, state(3));
    Path newer = folder.resolve("paused").resolve(ID.hex() + "-3.state");
    byte[] bytes = Files.readAllBytes(newer);
    for (int at : List.of(0, 7, 20, 60, bytes.length / 2, bytes.length - 1)) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 4;
      Files.write(newer, flipped);
      assertThat(table.pausedTrials().state(ANY, 9).orElseThrow().epochs()).isEqualTo(2);
      assertThatThrownBy(() -> StateFile.read(ID, flipped))
          .isInstanceOf(CorruptFileException.class);
    }
    for (int length = 0; length < bytes.length; length += 7) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> StateFile.read(ID, cut)).isInstanceOf(CorruptFileException.class);
    }
    assertThatThrownBy(() -> StateFile.read(Results.trial(2).id(), bytes))
        .isInstanceOf(CorruptFileException.class)
        .hasMessage("it is of trial " + ID.hex());
  }

  @Test
  void aCorruptRowIsToldAndHidesNoOther() throws IOException {
    table.publish(paused(1, 2));
    table.publish(paused(2, 2));
    Path row = folder.resolve("paused").resolve("trial-" + ID.hex() + "-2.parquet");
    byte[] bytes = Files.readAllBytes(row);
    bytes[bytes.length / 2] ^= 1;
    Files.write(row, bytes);
    TableRows rows = table.rows();
    assertThat(rows.rows()).hasSize(1);
    assertThat(rows.unreadable())
        .singleElement()
        .satisfies(u -> assertThat(u.isCorrupt()).isTrue());
    assertThat(rows.unreadable().get(0).line())
        .startsWith("Cannot read paused/trial-" + ID.hex() + "-2.parquet of ");
    assertThat(table.upkeep().audit(Set.of(ID), Set.of()).corrupt()).hasSize(1);
    List<String> lines = table.upkeep().setAside(rows.unreadable());
    assertThat(lines).hasSize(1);
    assertThat(table.rows().unreadable()).isEmpty();
  }

  @Test
  void aReasonReplacesTheDetailAndNothingElse() throws IOException {
    table.publish(paused(1, 2));
    TrialRow before = table.rows().rows().get(0);
    List<EpochPoint> curve = table.curve(ID);
    table.explain(Map.of(ID, "rank 2 of 3"));
    TrialRow after = table.rows().rows().get(0);
    assertThat(after.statusDetail()).contains("rank 2 of 3");
    assertThat(without("status_detail", after)).isEqualTo(without("status_detail", before));
    assertThat(table.curve(ID)).isEqualTo(curve);
    // A second time nothing is written.
    Path file = folder.resolve("paused").resolve("trial-" + ID.hex() + "-2.parquet");
    Object key = Files.readAttributes(file, "unix:ino").get("ino");
    table.explain(Map.of(ID, "rank 2 of 3"));
    assertThat(Files.readAttributes(file, "unix:ino").get("ino")).isEqualTo(key);
  }

  private static Map<String, Object> without(String column, TrialRow row) {
    Map<String, Object> values = new java.util.HashMap<>(row.values());
    values.remove(column);
    return values;
  }

  private List<String> names(String of) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(of))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static TrialResult paused(long seed, int epochs) {
    TrainingState state = state(epochs);
    TrialResult ok = Results.ok(seed);
    return new TrialResult(
        ok.sweep(),
        ok.trial(),
        Ending.trained(
            new TrainingOutcome(
                TrialStatus.PAUSED,
                "after epoch " + epochs + " of 9",
                state.curve(),
                Optional.empty(),
                new Timing(0.5, 0.25, 1000, 4000),
                Optional.empty(),
                Optional.empty(),
                Optional.of(state))),
        ok.provenance());
  }

  private static TrainingState state(int epochs) {
    return state(epochs, Optional.empty());
  }

  private static TrainingState state(int epochs, Optional<float[]> best) {
    List<EpochPoint> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      curve.add(
          new EpochPoint(
              Task.LANGUAGE_MODEL,
              epoch,
              20.0 / epoch,
              21.0 / epoch,
              0.25,
              new Dynamics(0.5, epoch, 0.75, Double.NaN)));
    }
    NetworkState network =
        new NetworkState(
            new float[] {1.5f, -0f, Float.MIN_VALUE}, new float[] {2, 3, 4}, new float[0], 0.9, 1);
    return new TrainingState(network, curve, 123, 456, best);
  }
}
