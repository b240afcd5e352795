package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Turn;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Disk;
import io.github.lstmsweep.result.storage.HadoopStorage;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.PassingStorage;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Freezes a process in the midst of its turn to extend the specification. Its turn passes on, and a
 * different process stores a larger specification. That one must never be lost.
 */
class FrozenExtensionTest {
  private static final String FIRST = "name: a-sweep\n";
  private static final String OURS = FIRST + "trials: a\n";
  private static final String LARGER = OURS + "trials: b\n";
  private static final String DIFFERENT = FIRST + "trials: c\n";

  @TempDir Path folder;

  /** The call of the storage at which the process freezes. */
  private enum Moment {
    BEFORE_IT_READS,
    BEFORE_ITS_BYTES_ARE_WRITTEN_ASIDE,
    AFTER_ITS_BYTES_WERE_WRITTEN_ASIDE,
    BEFORE_IT_REPLACES,
    AFTER_IT_REPLACED
  }

  @BeforeEach
  void table() {
    tableOn(new Disk()).create(FIRST);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aLargerSpecificationStays(Moment moment) {
    FreezingDisk disk = new FreezingDisk(moment, LARGER);
    extend(tableOn(disk), OURS);
    assertThat(disk.frozen).as("it froze").isTrue();
    assertThat(tableOn(new Disk()).specification().text()).contains(LARGER);
    assertThat(folder.resolve(Layout.ATTEMPTS)).as("nothing stays").isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(value = Moment.class, names = "AFTER_IT_REPLACED", mode = EnumSource.Mode.EXCLUDE)
  void whoIsOvertakenByADifferentSpecificationIsRefused(Moment moment) {
    FreezingDisk disk = new FreezingDisk(moment, DIFFERENT);
    assertThatThrownBy(() -> extend(tableOn(disk), OURS))
        .isInstanceOf(UserException.class)
        .hasMessage("lacks trials");
    assertThat(tableOn(new Disk()).specification().text()).contains(DIFFERENT);
  }

  /** The bytes that the frozen process wrote aside are gone, so its rename fails for good. */
  @Test
  void aRestoredSpecificationIsNotRestoredTwice() throws IOException {
    Path file = folder.resolve(Layout.SPECIFICATION);
    byte[] corrupt = Files.readAllBytes(file);
    corrupt[corrupt.length / 2] ^= 1;
    Files.write(file, corrupt);
    FreezingDisk disk = new FreezingDisk(Moment.BEFORE_IT_REPLACES, LARGER);
    disk.meanwhile =
        () -> {
          beSilent();
          assertThat(tableOn(new Disk()).specification().restore(LARGER)).isTrue();
        };
    assertThat(tableOn(disk).specification().restore(OURS)).isFalse();
    assertThat(disk.frozen).as("it froze").isTrue();
    assertThat(tableOn(new Disk()).specification().text()).contains(LARGER);
  }

  /** Its bytes were aside when ours replaced the file, so they can replace ours. */
  @Test
  void whatAFrozenProcessRenamesOverOurTextIsReplacedAgain() {
    FreezingDisk disk = new FreezingDisk(Moment.AFTER_IT_REPLACED, "");
    disk.meanwhile =
        () -> Files.write(folder.resolve(Layout.SPECIFICATION), TextSeal.seal(FIRST + "# old\n"));
    tableOn(disk).specification().extend(OURS, stored -> !stored.equals(OURS));
    assertThat(disk.frozen).as("it was replaced").isTrue();
    assertThat(tableOn(new Disk()).specification().text()).contains(OURS);
  }

  /** A store without a rename looks at the file once more before it writes. */
  @Test
  void onAnObjectStoreALargerSpecificationStaysIfItIsThereBeforeTheUpload() throws IOException {
    Storage store =
        HadoopStorage.at(
            folder.toUri(), StorageSettings.of(Map.of()), HadoopStorage.PublishingWay.SINGLE_PUT);
    boolean[] frozen = {false};
    Storage freezing =
        new PassingStorage(store) {
          @Override
          public boolean replace(String path, String scratch, byte[] bytes, Condition condition)
              throws IOException {
            if (!frozen[0]) {
              frozen[0] = true;
              extendMeanwhile(LARGER);
            }
            return super.replace(path, scratch, bytes, condition);
          }
        };
    extend(new TrialTable(folder.toUri(), StorageSettings.of(Map.of()), freezing), OURS);
    assertThat(frozen[0]).as("it froze").isTrue();
    assertThat(tableOn(new Disk()).specification().text()).contains(LARGER);
  }

  /** Extends as a sweep does: a specification that is no part of the new one is refused. */
  private static void extend(TrialTable table, String specification) {
    table
        .specification()
        .extend(
            specification,
            stored -> {
              if (stored.startsWith(specification)) {
                return false;
              }
              if (!specification.startsWith(stored)) {
                throw UserException.badInput("lacks trials");
              }
              return true;
            });
  }

  private void extendMeanwhile(String specification) throws IOException {
    beSilent();
    extend(tableOn(new Disk()), specification);
  }

  /** Makes the frozen process silent for more than a minute, so that its turn passes on. */
  private void beSilent() throws IOException {
    Path turn = folder.resolve(Layout.scratch(Turn.SPECIFICATION.id()));
    try (DirectoryStream<Path> markers = Files.newDirectoryStream(turn, "started-*")) {
      for (Path marker : markers) {
        Files.setLastModifiedTime(marker, FileTime.from(Instant.now().minusSeconds(61)));
      }
    }
  }

  private TrialTable tableOn(Disk disk) {
    return new TrialTable(
        folder.toUri(), StorageSettings.of(Map.of()), new LocalStorage(folder, disk));
  }

  private interface Work {
    void run() throws IOException;
  }

  private final class FreezingDisk extends Disk {
    private final Moment moment;
    private Work meanwhile;
    private boolean frozen;

    FreezingDisk(Moment moment, String specification) {
      this.moment = moment;
      this.meanwhile = () -> extendMeanwhile(specification);
    }

    @Override
    public byte[] read(Path file, int mostBytes) throws IOException {
      if (file.endsWith(Layout.SPECIFICATION)) {
        freeze(Moment.BEFORE_IT_READS);
      }
      return super.read(file, mostBytes);
    }

    @Override
    public void create(Path file, byte[] bytes) throws IOException {
      freeze(Moment.BEFORE_ITS_BYTES_ARE_WRITTEN_ASIDE);
      super.create(file, bytes);
      freeze(Moment.AFTER_ITS_BYTES_WERE_WRITTEN_ASIDE);
    }

    @Override
    public void moveOver(Path name, Path file) throws IOException {
      freeze(Moment.BEFORE_IT_REPLACES);
      super.moveOver(name, file);
      freeze(Moment.AFTER_IT_REPLACED);
    }

    private void freeze(Moment here) throws IOException {
      if (here == moment && !frozen) {
        frozen = true;
        meanwhile.run();
      }
    }
  }
}
