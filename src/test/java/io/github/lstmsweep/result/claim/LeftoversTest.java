package io.github.lstmsweep.result.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.PassingStorage;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path folder;
  private Path temporary;
  private Path acquittal;
  private Path unnamed;

  @BeforeEach
  void table() throws IOException {
    TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess()).create("name: a\n");
    temporary = file(Layout.scratch(Results.trial(1).id()) + "/" + Layout.temporary());
    acquittal = file(Layout.ATTEMPTS + "/outside-0123456789abcdef");
    unnamed = file(Layout.COMPACTED + "/rows-" + "ab".repeat(16) + ".parquet");
  }

  @Test
  void filesOfMoreThanADayAreDeleted() throws IOException {
    clearAway(new LocalStorage(folder.toUri()));
    assertThat(List.of(temporary, acquittal, unnamed)).allMatch(Files::exists);
    for (Path file : List.of(temporary, acquittal, unnamed)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    }
    clearAway(new LocalStorage(folder.toUri()));
    assertThat(List.of(temporary, acquittal, unnamed)).noneMatch(Files::exists);
    assertThat(folder.resolve(Layout.ATTEMPTS)).doesNotExist();
  }

  @Test
  void aMachineWhoseClockIsDaysAheadDeletesNothingThatIsInUse() throws IOException {
    clearAway(
        new PassingStorage(new LocalStorage(folder.toUri())) {
          @Override
          public Instant writtenAt(String file) throws IOException {
            return super.writtenAt(file).minus(Duration.ofDays(3));
          }
        });
    assertThat(List.of(temporary, acquittal, unnamed)).allMatch(Files::exists);
    try (var left = Files.list(folder.resolve(Layout.ATTEMPTS))) {
      assertThat(left).as("nothing of the clock stays").hasSize(2);
    }
  }

  private static void clearAway(Storage storage) throws IOException {
    Leftovers leftovers = new Leftovers(storage);
    leftovers.clearAway(Set.of());
    leftovers.deleteOld(Layout.COMPACTED, name -> true);
  }

  private Path file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "bytes");
  }
}
