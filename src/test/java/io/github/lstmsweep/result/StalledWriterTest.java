package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.TrialTable.Publication;
import io.github.lstmsweep.result.compact.CompactedRows;
import io.github.lstmsweep.result.compact.Compaction;
import io.github.lstmsweep.result.compact.CompactionTest;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Disk;
import io.github.lstmsweep.result.storage.HadoopStorage;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.PassingStorage;
import io.github.lstmsweep.result.storage.Patience;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stalls a writer in the midst of a publication. Meanwhile a different writer publishes the trial,
 * and a compaction moves its row into a file of many. No reader of the folder may see the row
 * twice.
 */
class StalledWriterTest {
  @TempDir Path folder;

  /** The call of the disk at which the writer stalls. */
  private enum Moment {
    BEFORE_ITS_ROW_IS_WRITTEN_ASIDE,
    AFTER_ITS_ROW_WAS_WRITTEN_ASIDE,
    BEFORE_ITS_ROW_APPEARS,
    AFTER_ITS_ROW_APPEARED
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void publishesNoSecondRow(Moment moment) throws IOException {
    TrialTable other = tableOn(new Disk());
    other.create("name: a-sweep\n");
    other.publish(Results.ok(2));
    StallingDisk disk = new StallingDisk(moment, () -> publishAndCompact(other));

    Publication publication = tableOn(disk).publish(Results.ok(1));

    assertThat(disk.stalled).as("it stood still").isTrue();
    assertThat(CompactionTest.plain(folder)).as("one row twice is refused").hasSize(2);
    assertThat(publication).isEqualTo(Publication.ALREADY_PUBLISHED);
    assertThat(tableOn(new Disk()).upkeep().audit(CompactionTest.ids(1, 2)).verdict())
        .isEqualTo(AuditReport.Verdict.WHOLE);
  }

  /**
   * An object appears in place. No part of it lies in a scratch folder for a compaction to delete.
   */
  @Test
  void onAStoreWithoutRenameTakesItsRowAwayAgain() throws IOException {
    StallingStore store = new StallingStore(0);

    Publication publication = tableOn(store, "60").publish(Results.ok(1));

    assertThat(store.stalled).as("it stood still").isTrue();
    assertThat(publication).isEqualTo(Publication.ALREADY_PUBLISHED);
    assertThat(CompactionTest.plain(folder)).hasSize(2);
  }

  @Test
  void theSecondRowIsDeletedPatiently() throws IOException {
    StallingStore store = new StallingStore(2);
    assertThat(tableOn(store, "60").publish(Results.ok(1)))
        .isEqualTo(Publication.ALREADY_PUBLISHED);
    assertThat(store.failures).as("both failures were met").isZero();
    assertThat(CompactionTest.plain(folder)).hasSize(2);
  }

  @Test
  void aSecondRowThatCannotBeDeletedIsToldAndTheNextRunDeletesIt() throws IOException {
    StallingStore store = new StallingStore(Integer.MAX_VALUE);
    assertThatThrownBy(() -> tableOn(store, "0").publish(Results.ok(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its row is there twice, until the next run: the store is busy");
    assertThat(folder.resolve(Layout.row(Results.trial(1).id()))).exists();

    tableOn(new Disk()).create("name: a-sweep\n");
    assertThat(CompactionTest.plain(folder)).hasSize(2);
  }

  private TrialTable tableOn(Storage storage, String patience) {
    return new TrialTable(
        folder.toUri(), StorageSettings.of(Map.of(Patience.PROPERTY, patience)), storage);
  }

  /**
   * A store without rename, whose writer stalls before its row appears, and whose next deletions of
   * rows fail.
   */
  private final class StallingStore extends PassingStorage {
    private final TrialTable other;
    private boolean stalled;
    private int failures;

    StallingStore(int failures) throws IOException {
      super(
          HadoopStorage.at(
              folder.toUri(),
              StorageSettings.of(Map.of()),
              HadoopStorage.PublishingWay.SINGLE_PUT));
      this.failures = failures;
      this.other = tableOn(new Disk());
      other.create("name: a-sweep\n");
      other.publish(Results.ok(2));
    }

    @Override
    public boolean publish(String path, String scratch, byte[] bytes, Condition condition)
        throws IOException {
      return super.publish(
          path,
          scratch,
          bytes,
          () -> {
            boolean holds = condition.holds();
            if (path.startsWith(Layout.TRIALS) && !stalled) {
              stalled = true;
              publishAndCompact(other);
            }
            return holds;
          });
    }

    @Override
    public void delete(String path) throws IOException {
      failForRow(path);
      super.delete(path);
    }

    @Override
    public void deleteAll(String path, Collection<String> names) throws IOException {
      failForRow(path);
      super.deleteAll(path, names);
    }

    private void failForRow(String path) throws IOException {
      if (path.startsWith(Layout.TRIALS) && failures > 0) {
        failures--;
        throw new IOException("the store is busy");
      }
    }
  }

  private void publishAndCompact(TrialTable other) throws IOException {
    other.publish(Results.ok(1));
    Storage storage = new LocalStorage(folder.toUri());
    Compaction compaction = new Compaction(storage, new CompactedRows(storage), Duration.ZERO);
    assertThat(compaction.run(Compaction.MOST_BYTES).rows()).isEqualTo(2);
  }

  private TrialTable tableOn(Disk disk) {
    return new TrialTable(
        folder.toUri(), StorageSettings.of(Map.of()), new LocalStorage(folder, disk));
  }

  private interface Work {
    void run() throws IOException;
  }

  private static final class StallingDisk extends Disk {
    private final Moment moment;
    private final Work meanwhile;
    private boolean stalled;

    StallingDisk(Moment moment, Work meanwhile) {
      this.moment = moment;
      this.meanwhile = meanwhile;
    }

    @Override
    public void create(Path file, byte[] bytes) throws IOException {
      boolean isRow = bytes[0] == 'P';
      if (isRow && moment == Moment.BEFORE_ITS_ROW_IS_WRITTEN_ASIDE) {
        standStill();
      }
      super.create(file, bytes);
      if (isRow && moment == Moment.AFTER_ITS_ROW_WAS_WRITTEN_ASIDE) {
        standStill();
      }
    }

    @Override
    public void link(Path name, Path file) throws IOException {
      boolean isRow = name.toString().contains(Layout.TRIALS);
      if (isRow && moment == Moment.BEFORE_ITS_ROW_APPEARS) {
        standStill();
      }
      super.link(name, file);
      if (isRow && moment == Moment.AFTER_ITS_ROW_APPEARED) {
        standStill();
      }
    }

    private void standStill() throws IOException {
      if (!stalled) {
        stalled = true;
        meanwhile.run();
      }
    }
  }
}
