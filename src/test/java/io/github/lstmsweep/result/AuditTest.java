package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.AuditReport.Verdict;
import io.github.lstmsweep.result.compact.Quarantine;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.Disk;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  @TempDir Path folder;
  private TrialTable table;

  @BeforeEach
  void aTableOfThreeTrialsOneOfWhichFailed() throws IOException {
    table = TrialTable.openOrNew(folder.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1));
    table.publish(Results.ok(2));
    table.publish(Results.failed(3, TrialStatus.FAILED));
  }

  @Test
  void aTableThatIsWholeIsProvenSo() {
    assertThat(audit(1, 2, 3))
        .isEqualTo(new AuditReport(3, 3, List.of(), List.of(), List.of(), List.of(), List.of()));
    assertThat(audit(1, 2, 3).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void whatIsMissingIsNamed() {
    AuditReport report = audit(1, 2, 3, 4);
    assertThat(report.missing()).containsExactly(id(4));
    assertThat(report.found()).isEqualTo(3);
    assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
  }

  @Test
  void aRowOfNoTrialOfTheSpecificationIsUnexpected() {
    AuditReport report = audit(1, 2);
    assertThat(report.unexpected())
        .containsExactly(
            new Finding(row(3), id(3).hex(), "it is of no trial that the specification has"));
    assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
  }

  @Test
  void aRowWithOtherBytesIsCorruptAndNeitherFoundNorMissing() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(row(1)));
    bytes[100] ^= 4;
    Files.write(folder.resolve(row(1)), bytes);
    AuditReport report = audit(1, 2, 3);
    assertThat(report.corrupt())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.file()).isEqualTo(row(1));
              assertThat(finding.problem())
                  .matches("its SHA-256 is [0-9a-f]{16}…, must be [0-9a-f]{16}…");
            });
    assertThat(report.found()).isEqualTo(2);
    assertThat(report.missing()).isEmpty();
    assertThat(report.orphanModels()).as("its model may be whole").isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
  }

  @Test
  void aRowThatWasCutIsCorrupt() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(row(3)));
    Files.write(folder.resolve(row(3)), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(audit(1, 2, 3).corrupt())
        .singleElement()
        .satisfies(finding -> assertThat(finding.problem()).startsWith("it is not a Parquet file"));
  }

  @Test
  void aRowUnderAnotherTrialsNameIsCorrupt() throws IOException {
    Files.copy(folder.resolve(row(1)), folder.resolve(row(4)));
    assertThat(audit(1, 2, 3, 4).corrupt())
        .containsExactly(new Finding(row(4), id(4).hex(), "its row is of trial " + id(1)));
  }

  @Test
  void aModelWithOtherParametersIsCorrupt() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(model(2)));
    bytes[23] ^= 1; // the last byte of the three parameters
    Files.write(folder.resolve(model(2)), bytes);
    assertThat(audit(1, 2, 3).corrupt())
        .containsExactly(
            new Finding(
                model(2),
                id(2).hex(),
                "the SHA-256 of its parameters is "
                    + Sha256.of(bytes, 12, 24)
                    + ", must be "
                    + sha256(2)));
  }

  @Test
  void aModelThatIsGoneIsCorrupt() throws IOException {
    Files.delete(folder.resolve(model(2)));
    assertThat(audit(1, 2, 3).corrupt())
        .containsExactly(
            new Finding(model(2), id(2).hex(), "there is no " + folder.resolve(model(2))));
  }

  @Test
  void rowsUnderNamesThatOtherReadersTakeAreDuplicates() throws IOException {
    Files.copy(folder.resolve(row(1)), folder.resolve("trials/copy of it.parquet"));
    Files.createDirectories(folder.resolve("trials/old"));
    Files.copy(folder.resolve(row(2)), folder.resolve("trials/old/a.parquet"));
    Files.createDirectories(folder.resolve("trials/_old"));
    Files.copy(folder.resolve(row(2)), folder.resolve("trials/_old/a.parquet"));
    Files.copy(folder.resolve(row(2)), folder.resolve("trials/.a.parquet"));
    Files.writeString(folder.resolve("trials/notes.txt"), "no row");
    AuditReport report = audit(1, 2, 3);
    assertThat(report.duplicate())
        .containsExactly(
            new Finding(
                "trials/copy of it.parquet",
                id(1).hex(),
                "it has a row of trial " + id(1) + " under another name"),
            new Finding(
                "trials/old/a.parquet",
                id(2).hex(),
                "it has a row of trial " + id(2) + " under another name"));
    assertThat(report.found()).isEqualTo(3);
    assertThat(report.verdict()).isEqualTo(Verdict.DAMAGED);
  }

  @Test
  void aModelThatNoRowNamesIsAnOrphanAndNoDamage() throws IOException {
    Files.delete(folder.resolve(row(2)));
    Files.copy(folder.resolve(model(1)), folder.resolve("models/a copy.bin"));
    AuditReport report = audit(1, 3);
    assertThat(report.orphanModels()).containsExactlyInAnyOrder("models/a copy.bin", model(2));
    assertThat(report.verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void whatIsCorruptIsSetAsideAndNothingElse() throws IOException {
    Files.writeString(folder.resolve(row(3)), "no Parquet");
    Files.writeString(folder.resolve(model(2)), "no model");
    assertThat(table.upkeep().setAside(audit(1, 2, 3))).hasSize(2);
    AuditReport after = audit(1, 2, 3);
    assertThat(after.corrupt()).isEmpty();
    assertThat(after.missing()).containsExactlyInAnyOrder(id(2), id(3));
    assertThat(after.found()).isEqualTo(1);
    assertThat(folder.resolve("_quarantine").toFile().list())
        .hasSize(3)
        .anyMatch(name -> name.startsWith("trial-" + id(2) + "-") && name.endsWith(".parquet"))
        .anyMatch(name -> name.startsWith("trial-" + id(3) + "-") && name.endsWith(".parquet"))
        .anyMatch(name -> name.startsWith(id(2) + "-" + sha256(2)) && name.endsWith(".bin"));

    table.publish(Results.ok(2));
    table.publish(Results.failed(3, TrialStatus.FAILED));
    assertThat(audit(1, 2, 3).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void aRowWhoseModelIsGoneIsSetAside() throws IOException {
    Files.delete(folder.resolve(model(2)));
    assertThat(table.upkeep().setAside(audit(1, 2, 3))).hasSize(1);
    assertThat(audit(1, 2, 3).missing()).containsExactly(id(2));
  }

  @Test
  void whatAnotherRunMendedMeanwhileStays() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(row(1)));
    Files.writeString(folder.resolve(row(1)), "no Parquet");
    List<UnreadableRow> broken = table.unreadable(table.finished());
    assertThat(broken).extracting(UnreadableRow::id).containsExactly(id(1));
    Files.write(folder.resolve(row(1)), whole);
    assertThat(table.upkeep().setAside(broken)).isEmpty();
    assertThat(folder.resolve(row(1))).hasBinaryContent(whole);
    Files.delete(folder.resolve(row(1)));
    assertThat(table.upkeep().setAside(broken)).isEmpty();
  }

  @Test
  void theRowThatAnotherRunPublishedBetweenTheLookAndTheMoveStays() throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(row(1)));
    Path file = folder.resolve(row(1));
    Files.writeString(file, "no Parquet");
    Disk mendedMeanwhile =
        new Disk() {
          @Override
          public void moveOver(Path name, Path from) throws IOException {
            if (from.equals(file)) {
              Files.write(file, whole);
            }
            super.moveOver(name, from);
          }
        };
    Quarantine quarantine = new Quarantine(new LocalStorage(folder, mendedMeanwhile));

    assertThat(quarantine.take(new Finding(row(1), id(1).hex(), "no Parquet"))).isEmpty();

    assertThat(file).hasBinaryContent(whole);
    assertThat(folder.resolve("_quarantine")).isEmptyDirectory();
  }

  @Test
  void whatAnotherRunSetsAsideAtTheSameTimeIsSetAsideOnce() throws IOException {
    Path file = folder.resolve(row(1));
    Files.writeString(file, "no Parquet");
    Disk later =
        new Disk() {
          @Override
          public void moveOver(Path name, Path from) throws IOException {
            Files.delete(from);
            super.moveOver(name, from);
          }
        };
    Quarantine quarantine = new Quarantine(new LocalStorage(folder, later));
    assertThat(quarantine.take(new Finding(row(1), id(1).hex(), "no Parquet"))).isEmpty();
    assertThat(folder.resolve("_quarantine")).isEmptyDirectory();
  }

  @Test
  void aRowThatBreaksTwiceIsKeptTwice() throws IOException {
    for (String broken : List.of("no Parquet", "none again")) {
      Files.writeString(folder.resolve(row(1)), broken);
      assertThat(table.upkeep().setAside(table.unreadable(table.finished()))).hasSize(1);
    }
    assertThat(folder.resolve("_quarantine").toFile().list()).hasSize(2);
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void whatCannotBeReadIsNotSetAside() throws IOException {
    Path row = folder.resolve(row(2));
    Disk failing =
        new Disk() {
          @Override
          public byte[] read(Path file, int mostBytes) throws IOException {
            if (file.equals(row)) {
              throw new IOException("Input/output error");
            }
            return super.read(file, mostBytes);
          }
        };
    TrialTable there =
        new TrialTable(
            folder.toUri(), StorageSettings.ofThisProcess(), new LocalStorage(folder, failing));
    TableRows rows = there.rows();
    assertThat(rows.unreadable()).extracting(UnreadableRow::id).containsExactly(id(2));
    assertThat(there.unreadable(there.finished()))
        .extracting(UnreadableRow::fault)
        .containsExactly(UnreadableRow.Fault.OUT_OF_REACH);
    assertThat(there.upkeep().setAside(rows.unreadable())).isEmpty();
    assertThat(row).isRegularFile();
    assertThat(rows.unreadable().get(0).line()).doesNotContain("sets it aside");
  }

  @Test
  void aFolderUnderARowsNameIsSetAside() throws IOException {
    Files.createDirectories(folder.resolve(row(4)).resolve("inside"));
    assertThat(table.upkeep().setAside(table.unreadable(table.finished())))
        .singleElement()
        .asString()
        .endsWith("it is a folder, must be a file");
    assertThat(folder.resolve(row(4))).doesNotExist();
    assertThat(folder.resolve("_quarantine").toFile().list()).hasSize(1);
  }

  private AuditReport audit(long... seeds) {
    Set<TrialId> expected =
        LongStream.of(seeds).mapToObj(AuditTest::id).collect(Collectors.toSet());
    return table.upkeep().audit(expected);
  }

  private static TrialId id(long seed) {
    return Results.trial(seed).id();
  }

  private static String row(long seed) {
    return "trials/trial-" + id(seed) + ".parquet";
  }

  private static String model(long seed) {
    return "models/" + id(seed) + "-" + sha256(seed) + ".bin";
  }

  private static String sha256(long seed) {
    return Results.ok(seed).model().orElseThrow().parametersSha256();
  }
}
