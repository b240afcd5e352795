package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.compact.Compacted;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.row.Forged;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests rows of a newer version, whose trials ended in a way that this version does not know. */
class NewerRowTest {
  private static final TrialId ID = Results.trial(1).id();
  private static final Map<String, String> FROZEN = Map.of("status", "FROZEN");

  @TempDir Path folder;
  private TrialTable table;
  private Path file;

  @BeforeEach
  void publishTwoRows() throws IOException {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1));
    table.publish(Results.ok(2));
    file = folder.resolve(Layout.row(ID));
  }

  @Test
  void aRunKeepsARowWhoseSealIsRightAndTheMessageSaysSo() throws IOException {
    Forged.newerRow(file, ID, FROZEN);
    List<UnreadableRow> unreadable = table.rows().unreadable();
    assertThat(UnreadableRow.lines(unreadable))
        .containsExactly(
            "Cannot read "
                + Layout.row(ID)
                + " of "
                + table.place()
                + ": its status is FROZEN; its seal is right, so a run keeps it: read it with the"
                + " version that wrote it");
    assertThat(table.unreadable(table.finished())).as("what a run sets aside").isEmpty();
    assertThat(table.upkeep().setAside(unreadable)).isEmpty();
    assertThat(file).isRegularFile();
    assertThat(table.upkeep().compact(Duration.ZERO))
        .contains(
            new Compacted(0, 0, Map.of(Compacted.Kept.UNREADABLE, 1, Compacted.Kept.ALONE, 1)));
  }

  @Test
  void aRunSetsARowAsideWhoseFileNamesNoTrial() throws IOException {
    Forged.row(file, FROZEN);
    assertThat(UnreadableRow.lines(table.rows().unreadable()))
        .singleElement()
        .asString()
        .endsWith(": its status is FROZEN; the next run sets it aside and trains the trial again");
    assertThat(table.upkeep().setAside(table.unreadable(table.finished()))).hasSize(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void aRunKeepsAFileOfManyRowsWhoseSealIsRight() throws IOException {
    table.upkeep().compact(Duration.ZERO);
    Path many = Path.of(URI.create(table.rowFiles().paths(table.finished()).get(0)));
    Forged.row(many, FROZEN);
    assertThat(UnreadableRow.lines(table.rows().unreadable()))
        .singleElement()
        .asString()
        .endsWith(
            ": its status is FROZEN; its seal is right, so a run keeps it: read it with the version"
                + " that wrote it");
    assertThat(table.unreadable(table.finished())).isEmpty();
  }
}
