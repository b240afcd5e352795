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
import java.nio.charset.StandardCharsets;
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
 * again: what it said was stored is there after the death, nothing that is there is wrong, and the
 * second run ends with the golden table.
 */
public final class CrashPoints {
  /** That of a process that is gone. */
  private static final Claimant KILLED = killed();

  private final World world;
  private final List<Trial> trials;

  /** Of a sweep of the trials of these seeds. */
  CrashPoints(World world, long... seeds) {
    this.world = world;
    this.trials = LongStream.of(seeds).mapToObj(Results::trial).toList();
  }

  /** Where the table of a round is, and how a process that dies at a crash point reaches it. */
  public interface World {
    URI root(int round);

    Storage storage(URI root, CrashPoint crash) throws IOException;

    StorageSettings settings();
  }

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

  /** How often the sweep died: once at each of its calls, or at each that writes. */
  int enumerate(CrashPoint.Death death) throws Exception {
    CrashPoint none = CrashPoint.never();
    URI goldenRoot = world.root(0);
    sweep(world.storage(goldenRoot, none), goldenRoot, new ArrayList<>(), KILLED);
    // Those of the sweep, before the checker makes its own.
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
    assertThat(new TrialTable(root, world.settings(), alive).begun())
        .as("markers, %s", where)
        .isEmpty();
    return died;
  }

  private GoldenTrainer sweep(
      Storage storage, URI root, List<Acknowledgement> acknowledged, Claimant self)
      throws Exception {
    TrialTable table = new TrialTable(root, world.settings(), storage);
    table.create("name: a-sweep\n");
    // As extend does, whose turn cannot pass on from a process that lives, as this one does.
    storage.replace(
        Layout.SPECIFICATION, Layout.ATTEMPTS, "name: a-sweep\n".getBytes(StandardCharsets.UTF_8));
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

  /** Of models, halves do not count: nobody looks for one without its row. */
  private static Map<String, String> rowsOf(Map<String, String> contents) {
    Map<String, String> rows = new TreeMap<>(contents);
    rows.keySet().removeIf(name -> !name.startsWith("trials/"));
    return rows;
  }

  private static Claimant killed() {
    Claimant here = Claimant.ofThisProcess("killed", true);
    return new Claimant(
        "killed", true, here.host(), here.boot(), here.namespace(), Long.MAX_VALUE, 0);
  }
}
