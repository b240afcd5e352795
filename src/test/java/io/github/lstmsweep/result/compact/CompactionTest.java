package io.github.lstmsweep.result.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.AuditReport;
import io.github.lstmsweep.result.AuditReport.Verdict;
import io.github.lstmsweep.result.NamedTrial;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.compact.Compacted.Kept;
import io.github.lstmsweep.result.layout.Finding;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests compactions that are not disturbed, and files that are damaged afterwards. */
public class CompactionTest {
  @TempDir Path folder;
  private Path out;
  private TrialTable table;

  @BeforeEach
  void publish() throws IOException {
    out = folder.resolve("out");
    table = tableAt(out);
    table.create("name: a-sweep\n");
    for (long seed : new long[] {1, 2, 3, 4}) {
      table.publish(Results.ok(seed));
    }
    table.publish(Results.diverged(5));
    table.publish(Results.failed(6, TrialStatus.FAILED));
  }

  @Test
  void everyReaderFindsEveryRowAsItWas() throws IOException {
    Map<String, String> plain = plain(out);
    TableRows rows = table.rows();

    assertThat(compact(out)).isEqualTo(new Compacted(5, 1, Map.of(Kept.UNDECIDED, 1)));

    assertThat(out.resolve("trials").toFile().list()).hasSize(2);
    assertThat(plain(out)).isEqualTo(plain);
    assertThat(table.rows()).isEqualTo(rows);
    assertThat(table.finished()).isEqualTo(ids(1, 2, 3, 4, 5, 6));
    assertThat(table.unreadable(table.finished())).isEmpty();
    assertThat(table.curve(id(2))).isEqualTo(Results.ok(2).curve());
    assertThat(table.rowFiles().strays()).isEmpty();
    assertThat(NamedTrial.find(table, id(3).hex()).id()).isEqualTo(id(3));
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
  }

  /** Every claim and every publication asks, so this must be cheap. */
  @Test
  void whoAsksForATrialWithoutARowLooksForNoFile() throws IOException {
    compact(out);
    List<String> calls = new ArrayList<>();
    Storage storage = Storage.at(out.toUri(), StorageSettings.of(Map.of()));
    Storage counting =
        (Storage)
            Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (proxy, method, arguments) -> {
                  calls.add(method.getName());
                  return method.invoke(storage, arguments);
                });
    CompactedRows compacted = new CompactedRows(counting);
    assertThat(compacted.has(id(1))).isTrue();
    assertThat(calls).contains("kind");
    calls.clear();
    assertThat(compacted.has(id(7))).isFalse();
    assertThat(calls).containsExactly("names", "names");
  }

  @Test
  void everyRowThatStaysHasItsReason() throws IOException {
    compact(out);
    table.publish(Results.ok(7));
    Files.write(out.resolve(Layout.row(id(8))), new byte[100]);

    Compacted compacted = compact(out);

    assertThat(compacted)
        .isEqualTo(
            new Compacted(0, 0, Map.of(Kept.UNDECIDED, 1, Kept.ALONE, 1, Kept.UNREADABLE, 1)));
    assertThat(compacted.singles()).isEqualTo(3);
  }

  @Test
  void aSecondTimeNothingIsDone() throws IOException {
    compact(out);
    Set<Path> files = filesOf(out);

    assertThat(compact(out)).isEqualTo(new Compacted(0, 0, Map.of(Kept.UNDECIDED, 1)));
    assertThat(filesOf(out)).isEqualTo(files);
  }

  @Test
  void rowsThatAreMoreThanOneFileTakesMakeSeveral() throws IOException {
    long twoRows = 2 * Files.size(out.resolve(Layout.row(id(1)))) - 100;

    assertThat(compaction(out).run(twoRows))
        .isEqualTo(new Compacted(5, 2, Map.of(Kept.UNDECIDED, 1)));
    assertThat(plain(out)).hasSize(6);
  }

  @Test
  void rowsThatComeLaterMakeAFileOfTheirOwn() throws IOException {
    compact(out);
    table.publish(Results.ok(7));
    table.publish(Results.ok(8));

    assertThat(compact(out)).isEqualTo(new Compacted(2, 1, Map.of(Kept.UNDECIDED, 1)));
    assertThat(plain(out)).hasSize(8);
    assertThat(audit(1, 2, 3, 4, 5, 6, 7, 8).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void aTrialWhoseRowWasCompactedIsFinishedForEveryExecutor() throws IOException {
    compact(out);

    TrialTable elsewhere = tableAt(out);
    assertThat(elsewhere.claims().claim(id(1), Claimant.ofThisProcess("run", true)).verdict())
        .isEqualTo(Claim.finished().verdict());
    assertThat(elsewhere.publish(Results.ok(1)))
        .isEqualTo(TrialTable.Publication.ALREADY_PUBLISHED);
    assertThat(plain(out)).hasSize(6);
  }

  @Test
  void aRowThatIsYoungOrWhoseTrialIsAtWorkStaysAsItIs() throws IOException {
    Claim claim = table.claims().claim(id(7), Claimant.ofThisProcess("run", true));
    table.publish(Results.ok(7));
    Files.createDirectories(out.resolve(Layout.scratch(id(1))));
    Files.writeString(out.resolve(Layout.scratch(id(1))).resolve("started-1"), "");

    assertThat(
            new Compaction(storage(out), new CompactedRows(storage(out)), Compaction.SETTLED)
                .run(Compaction.MOST_BYTES))
        .isEqualTo(new Compacted(0, 0, Map.of(Kept.YOUNG, 5, Kept.IN_WORK, 1, Kept.UNDECIDED, 1)));
    claim.work().close();
    compact(out);
    assertThat(out.resolve(Layout.row(id(1)))).exists();
  }

  @Test
  void aFileOfManyWithOtherBytesGivesNoneOfItsRowsAndIsSetAside() throws IOException {
    compact(out);
    Path file = rowsFile(out);
    byte[] bytes = Files.readAllBytes(file);
    bytes[200] ^= 1;
    Files.write(file, bytes);

    TableRows rows = tableAt(out).rows();
    assertThat(rows.rows()).extracting(TrialRow::id).containsExactly(id(6));
    assertThat(UnreadableRow.lines(rows.unreadable()))
        .singleElement()
        .asString()
        .contains("Cannot read trials/" + file.getFileName())
        .endsWith("the next run sets it aside and trains its trials again");
    assertThat(audit(1, 2, 3, 4, 5, 6).corrupt()).hasSize(5);

    assertThat(table.upkeep().setAside(rows.unreadable()))
        .containsExactly("Set aside 5 of the rows in trials/" + file.getFileName() + " of " + out);
    assertThat(table.finished()).isEqualTo(ids(6));
    assertThat(file).doesNotExist();
    assertThat(out.resolve("_quarantine")).isDirectoryContaining("glob:**/rows-*.parquet");
    for (long seed : new long[] {1, 2, 3, 4}) {
      assertThat(table.publish(Results.ok(seed))).isEqualTo(TrialTable.Publication.PUBLISHED);
    }
    table.publish(Results.diverged(5));
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void aRowOfAFileOfManyThatBecameWholeMeanwhileStays() throws IOException {
    compact(out);
    String sha256 = Results.ok(2).model().orElseThrow().parametersSha256();
    Files.write(out.resolve(Layout.model(id(2), new ParametersSha256(sha256))), new byte[3]);
    AuditReport old = audit(1, 2, 3, 4, 5, 6);
    assertThat(old.corrupt()).hasSize(1);
    // A different driver sets it aside, trains it again and compacts.
    tableAt(out).upkeep().setAside(old);
    tableAt(out).publish(Results.ok(2));
    tableAt(out).publish(Results.ok(7));
    assertThat(compact(out)).isEqualTo(new Compacted(2, 1, Map.of(Kept.UNDECIDED, 1)));
    Map<String, String> plain = plain(out);

    assertThat(table.upkeep().setAside(old)).isEmpty();

    assertThat(plain(out)).isEqualTo(plain);
    assertThat(audit(1, 2, 3, 4, 5, 6, 7).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void rowsOfAFileThatBecameWholeMeanwhileStay() throws IOException {
    compact(out);
    Path file = rowsFile(out);
    byte[] whole = Files.readAllBytes(file);
    byte[] bytes = whole.clone();
    bytes[200] ^= 1;
    Files.write(file, bytes);
    List<UnreadableRow> old = table.unreadable(table.finished());
    assertThat(old).hasSize(5);
    Files.write(file, whole);

    assertThat(table.upkeep().setAside(old)).isEmpty();

    assertThat(file).hasBinaryContent(whole);
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void ofATrialWhoseModelIsCorruptTheRowIsTakenOutAndTheOthersStay() throws IOException {
    Map<String, String> plain = plain(out);
    compact(out);
    String sha256 = Results.ok(2).model().orElseThrow().parametersSha256();
    Files.write(out.resolve(Layout.model(id(2), new ParametersSha256(sha256))), new byte[3]);

    table.upkeep().setAside(audit(1, 2, 3, 4, 5, 6));

    assertThat(table.finished()).isEqualTo(ids(1, 3, 4, 5, 6));
    plain.remove(id(2).hex());
    assertThat(plain(out)).isEqualTo(plain);
    assertThat(table.publish(Results.ok(2))).isEqualTo(TrialTable.Publication.PUBLISHED);
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void aSingleFileBesideTheFileOfManyIsADuplicateUntilTheNextRun() throws IOException {
    Path row = out.resolve(Layout.row(id(1)));
    byte[] bytes = Files.readAllBytes(row);
    compact(out);
    Files.write(row, bytes);

    assertThat(audit(1, 2, 3, 4, 5, 6).duplicate())
        .containsExactly(
            new Finding(
                Layout.row(id(1)),
                id(1).hex(),
                "its row is in trials/"
                    + rowsFile(out).getFileName()
                    + " too; the next compaction deletes it"));
    assertThat(table.rows().rows()).hasSize(6);
    table.create("name: a-sweep\n");
    assertThat(row).doesNotExist();
    assertThat(plain(out)).hasSize(6);
  }

  /** Two processes that began at different times and were killed leave such files. */
  @Test
  void twoFilesWithARowBothAreMadeTwoWithout() throws IOException {
    Map<String, String> plain = plain(out);
    Path early = copy("early");
    Files.delete(early.resolve(Layout.row(id(4))));
    compact(early);
    Path late = copy("late");
    Files.delete(late.resolve(Layout.row(id(1))));
    compact(late);
    Files.createDirectories(out.resolve("_compacted"));
    for (Path other : List.of(early, late)) {
      Path rows = rowsFile(other);
      Files.copy(rows, out.resolve("_compacted").resolve(rows.getFileName()));
      try (Stream<Path> files = Files.list(other.resolve("_compacted"))) {
        for (Path manifest : files.toList()) {
          Files.copy(manifest, out.resolve("_compacted").resolve(manifest.getFileName()));
        }
      }
    }

    assertThat(tableAt(out).rows().rows()).hasSize(6);
    compact(out);

    assertThat(plain(out)).isEqualTo(plain);
    assertThat(tableAt(out).rows().rows()).hasSize(6);
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
  }

  /** Damage to a manifest by a disk, a person or a killed process. */
  private enum Loss {
    CHANGED {
      @Override
      void strike(Path out) throws IOException {
        Path manifest = manifest(out);
        Files.writeString(
            manifest, Files.readString(manifest).replaceFirst("\n[0-9a-f]{32}\n", "\n"));
      }
    },
    CUT {
      @Override
      void strike(Path out) throws IOException {
        Files.write(manifest(out), new byte[0]);
      }
    },
    CHANGED_WHILE_ITS_FILE_IS_HIDDEN {
      @Override
      void strike(Path out) throws IOException {
        Path rows = rowsFile(out);
        Files.move(rows, out.resolve("_compacted").resolve(rows.getFileName()));
        CHANGED.strike(out);
      }
    },
    DELETED {
      @Override
      void strike(Path out) throws IOException {
        Files.delete(manifest(out));
      }
    },
    DELETED_WITH_ITS_FOLDER {
      @Override
      void strike(Path out) throws IOException {
        Files.delete(manifest(out));
        Files.delete(out.resolve("_compacted"));
      }
    };

    abstract void strike(Path out) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void aManifestThatIsLostIsToldAndLosesNoRow(Loss loss) throws IOException {
    Map<String, String> plain = plain(out);
    TableRows rows = table.rows();
    compact(out);
    loss.strike(out);

    TrialTable found = tableAt(out);
    assertThat(found.rows()).isEqualTo(rows);
    assertThat(found.finished()).isEqualTo(ids(1, 2, 3, 4, 5, 6));
    assertThat(found.upkeep().damage())
        .singleElement()
        .asString()
        .startsWith("Cannot read ")
        .contains("; the next run ")
        .endsWith(", and no row is lost");
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.DAMAGED);

    List<String> unused = found.upkeep().mend();
    found.create("name: a-sweep\n");
    assertThat(tableAt(out).upkeep().damage()).isEmpty();
    assertThat(plain(out)).isEqualTo(plain);
    assertThat(tableAt(out).rows()).isEqualTo(rows);
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(tableAt(out).publish(Results.ok(1)))
        .isEqualTo(TrialTable.Publication.ALREADY_PUBLISHED);
  }

  /**
   * A process died between writing its manifest and deleting the one-row files, and then the disk
   * changed.
   */
  @Test
  void singleFilesStayWhereTheFileThatStandsForThemIsCorrupt() throws IOException {
    Map<String, String> plain = plain(out);
    Path before = copy("before");
    compact(out);
    Path rows = rowsFile(out);
    byte[] bytes = Files.readAllBytes(rows);
    bytes[200] ^= 1;
    Files.delete(rows);
    Files.write(out.resolve("_compacted").resolve(rows.getFileName()), bytes);
    try (Stream<Path> files = Files.list(before.resolve("trials"))) {
      for (Path file : files.toList()) {
        Path row = out.resolve("trials").resolve(file.getFileName());
        if (!Files.exists(row)) {
          Files.copy(file, row);
        }
      }
    }

    tableAt(out).create("name: a-sweep\n");

    assertThat(plain(out)).isEqualTo(plain);
    assertThat(audit(1, 2, 3, 4, 5, 6).verdict()).isEqualTo(Verdict.WHOLE);
  }

  private static Path manifest(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("_compacted"))) {
      return files.filter(f -> f.toString().endsWith(".manifest")).findFirst().orElseThrow();
    }
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.resolve("trials"));
    try (Stream<Path> files = Files.list(out.resolve("trials"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve("trials").resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private AuditReport audit(long... seeds) {
    return tableAt(out).upkeep().audit(ids(seeds));
  }

  static Compacted compact(Path out) throws IOException {
    return compaction(out).run(Compaction.MOST_BYTES);
  }

  private static Compaction compaction(Path out) {
    Storage storage = storage(out);
    return new Compaction(storage, new CompactedRows(storage), Duration.ZERO);
  }

  private static Storage storage(Path out) {
    return new LocalStorage(out.toUri());
  }

  private static TrialTable tableAt(Path out) {
    return TrialTable.at(out.toUri(), StorageSettings.of(Map.of()));
  }

  private static Path rowsFile(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve("trials"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("rows-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Set<Path> filesOf(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files.collect(Collectors.toSet());
    }
  }

  /**
   * Returns every row that a reader of all Parquet files of the folder sees, by trial. A duplicate
   * fails the test.
   */
  public static Map<String, String> plain(Path out) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (Stream<Path> files = Files.list(out.resolve("trials"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        for (String row : PlainParquet.file(file)) {
          String id = row.lines().findFirst().orElseThrow().replaceFirst(".*: ", "");
          assertThat(rows.put(id, row)).as("twice: %s in %s", id, file).isNull();
        }
      }
    }
    return rows;
  }

  private static TrialId id(long seed) {
    return Results.trial(seed).id();
  }

  /** Returns the ids of the trials with these seeds. */
  public static Set<TrialId> ids(long... seeds) {
    return LongStream.of(seeds).mapToObj(CompactionTest::id).collect(Collectors.toSet());
  }
}
