package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.Acknowledgement;
import io.github.lstmsweep.spark.MiniSweep;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A small sweep is killed at each of its calls to the filesystem, one after the other, and run
 * again: what it said was stored is there after the death, nothing that is there is wrong, and the
 * second run ends with the golden table.
 */
class CrashPointTest {
  private static final List<Trial> TRIALS =
      LongStream.of(1, GoldenTrainer.DIVERGES).mapToObj(Results::trial).toList();
  private static final Claimant KILLED =
      new Claimant(
          "killed",
          true,
          Claimant.thisHost(),
          Claimant.ofThisProcess("", true).boot(),
          Claimant.ofThisProcess("", true).namespace(),
          Long.MAX_VALUE,
          0);

  @TempDir Path folder;

  /** Where the table of a round is, and how a process that dies at {@code crash} reaches it. */
  private interface World {
    URI root(int round);

    Storage storage(URI root, CrashPoint crash) throws IOException;

    Configuration configuration();
  }

  private final World local =
      new World() {
        @Override
        public URI root(int round) {
          return folder.resolve("table-" + round).toUri();
        }

        @Override
        public Storage storage(URI root, CrashPoint crash) {
          return new LocalStorage(Path.of(root), new FaultyDisk(crash));
        }

        @Override
        public Configuration configuration() {
          return new Configuration(false);
        }
      };

  private final World objects =
      new World() {
        @Override
        public URI root(int round) {
          return URI.create(ObjectStore.SCHEME + "://crash-" + round + "/table");
        }

        @Override
        public Storage storage(URI root, CrashPoint crash) throws IOException {
          ObjectStore.of(root).reachedBy(crash);
          return HadoopStorage.at(root, ObjectStore.settings());
        }

        @Override
        public Configuration configuration() {
          return ObjectStore.settings().configuration();
        }
      };

  @ParameterizedTest
  @EnumSource(
      value = CrashPoint.Death.class,
      names = {"BEFORE", "HALFWAY", "POWER"})
  void onALocalDisk(CrashPoint.Death death) throws Exception {
    enumerate(local, death, death == CrashPoint.Death.HALFWAY ? 6 : 80);
  }

  @Test
  void onAnObjectStoreWithoutRename() throws Exception {
    enumerate(objects, CrashPoint.Death.BEFORE, 40);
  }

  private void enumerate(World world, CrashPoint.Death death, int atLeast) throws Exception {
    CrashPoint none = CrashPoint.never();
    URI goldenRoot = world.root(0);
    sweep(world.storage(goldenRoot, none), goldenRoot, new ArrayList<>(), KILLED);
    Map<String, String> golden = contents(world, goldenRoot);
    assertThat(golden).as("two rows and a model").hasSize(3);
    int fired = 0;
    for (int at = 1; at <= none.calls(); at++) {
      CrashPoint crash = new CrashPoint(death, at);
      URI root = world.root(at);
      List<Acknowledgement> acknowledged = new ArrayList<>();
      boolean died = diesOf(() -> sweep(world.storage(root, crash), root, acknowledged, KILLED));
      assertThat(died).isEqualTo(crash.fired());
      if (died) {
        fired++;
      }
      String where = death + " call " + at + ": " + crash.last();
      Storage alive = world.storage(root, CrashPoint.never());
      Map<String, String> left = contents(world, root);
      assertThat(golden).as(where).containsAllEntriesOf(rowsOf(left));
      assertThat(rowsOf(left).keySet())
          .as("what was acknowledged is stored, %s", where)
          .containsAll(acknowledged.stream().map(a -> Layout.row(a.id())).toList());
      GoldenTrainer second =
          sweep(alive, root, new ArrayList<>(), Claimant.ofThisProcess("again", true));
      assertThat(contents(world, root)).as(where).isEqualTo(golden);
      assertThat(second.trained)
          .as("trained again, %s", where)
          .hasSize(TRIALS.size() - rowsOf(left).size());
      assertThat(new TrialTable(root, StorageSettings.ofThisProcess(), alive).begun())
          .as("markers, %s", where)
          .isEmpty();
    }
    assertThat(fired).as("deaths").isGreaterThanOrEqualTo(atLeast);
    System.out.printf("%s %s: %d deaths%n", goldenRoot.getScheme(), death, fired);
  }

  private static GoldenTrainer sweep(
      Storage storage, URI root, List<Acknowledgement> acknowledged, Claimant self)
      throws Exception {
    TrialTable table = new TrialTable(root, StorageSettings.ofThisProcess(), storage);
    table.create("name: a-sweep\n");
    table.extend("name: a-sweep\n");
    GoldenTrainer trainer = new GoldenTrainer();
    new MiniSweep(table, trainer, 1, Duration.ofMinutes(1)).run(TRIALS, self, acknowledged::add);
    return trainer;
  }

  private interface Run {
    void run() throws Exception;
  }

  private static boolean diesOf(Run process) throws Exception {
    try {
      process.run();
      return false;
    } catch (Halted e) {
      return true;
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof Halted) {
        return true;
      }
      throw e;
    }
  }

  private static Map<String, String> contents(World world, URI root) throws IOException {
    return TableChecker.contents(new org.apache.hadoop.fs.Path(root), world.configuration());
  }

  /** Of models, halves do not count: nobody looks for one without its row. */
  private static Map<String, String> rowsOf(Map<String, String> contents) {
    Map<String, String> rows = new TreeMap<>(contents);
    rows.keySet().removeIf(name -> !name.startsWith("trials/"));
    return rows;
  }
}
