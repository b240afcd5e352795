package io.github.lstmsweep.result.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.claim.Turn;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTurnTest {
  private static final Claimant SELF = Claimant.ofThisProcess("another run", true);

  private static final Claimant DEAD =
      new Claimant("died", true, SELF.host(), SELF.boot(), SELF.namespace(), Long.MAX_VALUE, 1, 0);
  private static final Claimant ELSEWHERE =
      new Claimant("another run", true, "elsewhere", "boot", SELF.namespace(), 1, 1, 0);

  @TempDir Path out;
  private TrialTable table;

  @BeforeEach
  void publishTwoRows() throws IOException {
    table = TrialTable.at(out.toUri(), StorageSettings.of(Map.of()));
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1));
    table.publish(Results.ok(2));
  }

  @Test
  void whileAnotherProcessIsAtItNobodyElseCompacts() throws IOException {
    Claim other = table.claims().claim(Turn.COMPACTION.id(), SELF);
    assertThat(table.upkeep().compact(Duration.ZERO)).isEmpty();
    assertThatThrownBy(() -> table.upkeep().compact())
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessage(
            "Cannot compact "
                + table.place()
                + ": another process is at it; try again when it has ended");
    assertThat(table.claims().markers()).as("no trial").isEmpty();
    other.work().close();
    assertThat(table.upkeep().compact(Duration.ZERO)).contains(new Compacted(2, 1, Map.of()));
  }

  @Test
  void aMachineOfTheSameNameHasNotDied() throws IOException {
    Claimant namesake = new Claimant("another run", true, SELF.host(), "boot", "pid", 1, 1, 0);
    Claim other = table.claims().claim(Turn.COMPACTION.id(), namesake);
    assertThat(table.upkeep().compact(Duration.ZERO)).isEmpty();
    other.work().close();

    assertThat(table.upkeep().compact(Duration.ZERO)).contains(new Compacted(2, 1, Map.of()));
    corruptTheFileOfMany();
    List<UnreadableRow> corrupt = table.unreadable(table.finished());
    assertThat(corrupt).hasSize(2);
    other = table.claims().claim(Turn.COMPACTION.id(), namesake);
    assertThatThrownBy(() -> table.upkeep().setAside(corrupt))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another process is compacting it");
    other.work().close();
    assertThat(table.upkeep().setAside(corrupt)).hasSize(1);
  }

  @Test
  void theTurnPassesOnFromAMachineThatRestarted() throws IOException {
    Path scratch = Files.createDirectories(out.resolve(Layout.scratch(Turn.COMPACTION.id())));
    Claimant before =
        new Claimant("before", true, SELF.host(), "an earlier boot", SELF.namespace(), 1, 1, 0);
    Path marker = Files.writeString(scratch.resolve("started-1"), before.text());
    Files.setLastModifiedTime(marker, FileTime.from(Instant.now().minus(Duration.ofDays(10_000))));
    assertThat(table.upkeep().compact(Duration.ZERO)).contains(new Compacted(2, 1, Map.of()));
    assertThat(scratch).doesNotExist();
  }

  @Test
  void theTurnPassesOnFromAProcessThatDiedAndNothingOfItStays() throws IOException {
    Path scratch = Files.createDirectories(out.resolve(Layout.scratch(Turn.COMPACTION.id())));
    Files.writeString(scratch.resolve("started-1"), DEAD.text());
    assertThat(table.upkeep().compact(Duration.ZERO)).contains(new Compacted(2, 1, Map.of()));
    assertThat(scratch).doesNotExist();
  }

  @Test
  void whoAsksWhileAnotherBuriesTheDeadKeepsItsMarker() throws IOException {
    Path scratch = Files.createDirectories(out.resolve(Layout.scratch(Turn.COMPACTION.id())));
    Files.writeString(scratch.resolve("started-1"), DEAD.text());
    Storage storage = Storage.at(out.toUri(), StorageSettings.of(Map.of()));
    Path asking = scratch.resolve("started-2");
    Turn.COMPACTION.take(storage, () -> Files.writeString(asking, ELSEWHERE.text()));
    assertThat(scratch).isDirectoryContaining(file -> file.equals(asking));
    assertThat(scratch.resolve("started-1")).doesNotExist();
  }

  private void corruptTheFileOfMany() throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("trials"))) {
      Path rows = files.filter(f -> f.toString().contains("rows-")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(rows);
      bytes[200] ^= 1;
      Files.write(rows, bytes);
    }
  }
}
