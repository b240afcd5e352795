package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.CrashPoint;
import io.github.lstmsweep.result.storage.FaultyDisk;
import io.github.lstmsweep.result.storage.HadoopStorage;
import io.github.lstmsweep.result.storage.Halted;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.ObjectStore;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
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
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Kills a small sweep at each of its calls to the filesystem, one after the other, and runs it
 * again. After each death every acknowledged row is stored and nothing stored is wrong. The second
 * run ends with the golden table.
 */
public final class CrashPoints {
  /** The claimant of a process that is gone. */
  private static final Claimant KILLED = killed();

  private final World world;
  private final List<Trial> trials;

  /** Makes the crash points of a sweep with one trial per seed. */
  CrashPoints(World world, long... seeds) {
    this.world = world;
    this.trials = LongStream.of(seeds).mapToObj(Results::trial).toList();
  }

  /** The place of a round's table, and the storage of a process that dies at a crash point. */
  public interface World {
    /** Returns the root of a round's table. */
    URI root(int round);

    /** Returns a storage at {@code root} that dies at {@code crash}. */
    Storage storage(URI root, CrashPoint crash) throws IOException;

    /** Returns the settings of the storage. */
    StorageSettings settings();
  }

  /** Returns a world of local disks below {@code folder}. */
  public static World local(Path folder) {
    return new World() {
      @Override
      public URI root(int round) {
        return folder.resolve("table-" + round).toUri();
      }

      @Override
      public Storage storage(URI root, CrashPoint crash) {
        return new LocalStorage(Path.of(root), new FaultyDisk(crash));
      }

      @Override
      public StorageSettings settings() {
        return StorageSettings.of(Map.of());
      }
    };
  }

  /** Returns a world of object stores whose names begin with {@code name}. */
  public static World objects(String name) {
    return new World() {
      @Override
      public URI root(int round) {
        return URI.create(ObjectStore.SCHEME + "://" + name + "-" + round + "/table");
      }

      @Override
      public Storage storage(URI root, CrashPoint crash) throws IOException {
        ObjectStore.of(root).reachedBy(crash);
        return HadoopStorage.at(root, settings());
      }

      @Override
      public StorageSettings settings() {
        return ObjectStore.settings();
      }
    };
  }

  /**
   * Kills the sweep at each of its calls and returns how often it died. {@link
   * CrashPoint.Death#HALFWAY} kills only calls that write.
   */
  int enumerate(CrashPoint.Death death) throws Exception {
    CrashPoint none = CrashPoint.never();
    URI goldenRoot = world.root(0);
    sweep(world.storage(goldenRoot, none), goldenRoot, new ArrayList<>(), KILLED);
    // Count the calls of the sweep, before the checker makes its own.
    int calls = none.calls();
    Map<String, String> golden = contents(goldenRoot);
    assertThat(rowsOf(golden)).hasSameSizeAs(trials);
    int fired = 0;
    for (int at = 1; at <= calls; at++) {
      fired += diesAt(new CrashPoint(death, at), world.root(at), golden) ? 1 : 0;
    }
    if (death != CrashPoint.Death.HALFWAY) {
      assertThat(fired).as("a death at every call").isEqualTo(calls);
    }
    System.out.printf("%s %s: %d deaths%n", goldenRoot.getScheme(), death, fired);
    return fired;
  }

  private boolean diesAt(CrashPoint crash, URI root, Map<String, String> golden) throws Exception {
    List<Acknowledgement> acknowledged = new ArrayList<>();
    boolean died = diesOf(() -> sweep(world.storage(root, crash), root, acknowledged, KILLED));
    assertThat(died).isEqualTo(crash.fired());
    String where = crash.death() + " call " + crash.calls() + ": " + crash.last();
    Storage alive = world.storage(root, CrashPoint.never());
    Map<String, String> left = rowsOf(contents(root));
    assertThat(golden).as(where).containsAllEntriesOf(left);
    assertThat(left.keySet())
        .as("what was acknowledged is stored, %s", where)
        .containsAll(acknowledged.stream().map(a -> Layout.row(a.id())).toList());
    GoldenTrainer second =
        sweep(alive, root, new ArrayList<>(), Claimant.ofThisProcess("again", true));
    assertThat(contents(root)).as(where).isEqualTo(golden);
    assertThat(second.trained).as("trained again, %s", where).hasSize(trials.size() - left.size());
    assertThat(new TrialTable(root, world.settings(), alive).claims().markers())
        .as("markers, %s", where)
        .isEmpty();
    return died;
  }

  private GoldenTrainer sweep(
      Storage storage, URI root, List<Acknowledgement> acknowledged, Claimant self)
      throws Exception {
    TrialTable table = new TrialTable(root, world.settings(), storage);
    table.create("name: a-sweep\n");
    // Write as extend does, without its turn, which could not pass on here: this process is alive.
    SpecificationFile.replace(storage, "name: a-sweep\n", content -> true);
    GoldenTrainer trainer = new GoldenTrainer();
    new MiniSweep(table, trainer, 1, Duration.ofMinutes(1)).run(trials, self, acknowledged::add);
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
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Halted) {
        return true;
      }
      throw e;
    }
  }

  private Map<String, String> contents(URI root) throws IOException {
    Configuration configuration = new Configuration();
    world.settings().properties().forEach(configuration::set);
    return TableChecker.contents(new org.apache.hadoop.fs.Path(root), configuration);
  }

  /**
   * Models are left out, because half a model does not count: nobody looks for one without its row.
   */
  private static Map<String, String> rowsOf(Map<String, String> contents) {
    Map<String, String> rows = new TreeMap<>(contents);
    rows.keySet().removeIf(name -> !name.startsWith("trials/"));
    return rows;
  }

  private static Claimant killed() {
    Claimant here = Claimant.ofThisProcess("killed", true);
    return new Claimant(
        "killed", true, here.host(), here.boot(), here.namespace(), Long.MAX_VALUE, 0, 0);
  }
}
