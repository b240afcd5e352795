package io.github.lstmsweep.result.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.AuditReport;
import io.github.lstmsweep.result.CrashPoints;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.row.SingleRowFile;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.CrashPoint;
import io.github.lstmsweep.result.storage.Halted;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a compaction of two files at each of its calls to the filesystem, one after the other. The
 * table must have every row then, and after the next compaction. A reader of the folder of rows
 * must see none twice.
 */
class CompactionCrashTest {
  @TempDir Path folder;

  @Test
  void killedBeforeEveryCallToALocalDisk() throws Exception {
    assertThat(enumerate(CrashPoints.local(folder), CrashPoint.Death.BEFORE)).isGreaterThan(60);
  }

  @Test
  void killedInTheMidstOfEveryWrite() throws Exception {
    assertThat(enumerate(CrashPoints.local(folder), CrashPoint.Death.HALFWAY)).isGreaterThan(3);
  }

  @Test
  void withoutPowerBeforeEveryCall() throws Exception {
    assertThat(enumerate(CrashPoints.local(folder), CrashPoint.Death.POWER)).isGreaterThan(60);
  }

  @Test
  void killedBeforeEveryCallToAnObjectStoreWithoutRename() throws Exception {
    assertThat(enumerate(CrashPoints.objects("compact"), CrashPoint.Death.BEFORE))
        .isGreaterThan(40);
  }

  private static int enumerate(CrashPoints.World world, CrashPoint.Death death) throws Exception {
    CrashPoint none = CrashPoint.never();
    publish(world, world.root(0));
    compact(world, world.root(0), none);
    int calls = none.calls();
    int fired = 0;
    for (int at = 1; at <= calls; at++) {
      fired += diesAt(world, new CrashPoint(death, at), world.root(at)) ? 1 : 0;
    }
    if (death != CrashPoint.Death.HALFWAY) {
      assertThat(fired).as("a death at every call").isEqualTo(calls);
    }
    return fired;
  }

  private static boolean diesAt(CrashPoints.World world, CrashPoint crash, URI root)
      throws IOException {
    publish(world, root);
    boolean died = false;
    try {
      compact(world, root, crash);
    } catch (Halted e) {
      died = true;
    }
    assertThat(died).isEqualTo(crash.fired());
    String where = crash.death() + " call " + crash.calls() + ": " + crash.last();
    Storage alive = world.storage(root, CrashPoint.never());
    assertThat(plain(alive)).as(where).doesNotHaveDuplicates();
    whole(world, root, where);
    compact(world, root, CrashPoint.never());
    assertThat(plain(alive))
        .as(where)
        .containsExactlyInAnyOrderElementsOf(ids().stream().map(TrialId::hex).toList());
    assertThat(alive.names(Layout.TRIALS)).as(where).hasSize(3);
    whole(world, root, where);
    return died;
  }

  private static void whole(CrashPoints.World world, URI root, String where) throws IOException {
    TrialTable table =
        new TrialTable(root, world.settings(), world.storage(root, CrashPoint.never()));
    assertThat(table.finished()).as(where).isEqualTo(ids());
    TableRows rows = table.rows();
    assertThat(rows.unreadable()).as(where).isEmpty();
    assertThat(rows.rows())
        .as(where)
        .extracting(TrialRow::id)
        .containsExactlyInAnyOrderElementsOf(ids());
    AuditReport report = table.upkeep().audit(ids());
    assertThat(report.corrupt()).as(where).isEmpty();
    assertThat(report.missing()).as(where).isEmpty();
  }

  /** Publishes four rows for two files, and one row that stays. */
  private static void publish(CrashPoints.World world, URI root) throws IOException {
    TrialTable table =
        new TrialTable(root, world.settings(), world.storage(root, CrashPoint.never()));
    table.create("name: a-sweep\n");
    for (long seed = 1; seed <= 4; seed++) {
      table.publish(Results.ok(seed));
    }
    table.publish(Results.failed(5, TrialStatus.FAILED));
  }

  private static void compact(CrashPoints.World world, URI root, CrashPoint crash)
      throws IOException {
    Storage storage = world.storage(root, crash);
    long oneRow = SingleRowFile.write(Results.ok(1)).length;
    new Compaction(storage, new CompactedRows(storage), Duration.ZERO).run(2 * oneRow - 200);
  }

  /** Returns the rows that a reader of every file of the folder sees. */
  private static List<String> plain(Storage storage) throws IOException {
    List<String> ids = new ArrayList<>();
    for (String name : storage.names(Layout.TRIALS)) {
      if (!name.startsWith("_") && !name.startsWith(".")) {
        ids.addAll(SingleRowFile.trialIds(storage.read(Layout.TRIALS + "/" + name)));
      }
    }
    return ids;
  }

  private static Set<TrialId> ids() {
    return CompactionTest.ids(1, 2, 3, 4, 5);
  }
}
