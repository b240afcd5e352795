package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.layout.ParametersSha256;
import io.github.lstmsweep.result.model.ModelFile;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.Disk;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TrialTableTest {
  private static final StorageSettings SETTINGS = StorageSettings.ofThisProcess();

  @TempDir Path folder;

  @Test
  void aPlaceForATableStaysUntouchedUntilItIsCreated() throws IOException {
    Path out = folder.resolve("new/out");
    TrialTable table = TrialTable.openOrNew(out.toUri(), SETTINGS);
    assertThat(table.specification().text()).isEmpty();
    assertThat(table.finished()).isEmpty();
    assertThat(folder.resolve("new")).doesNotExist();

    table.create("name: a-sweep\n");
    assertThat(table.specification().text()).contains("name: a-sweep\n");
    assertThat(files(out)).containsExactly("sweep.yaml");
    assertThat(TrialTable.open(out.toUri(), SETTINGS).specification().text()).isPresent();
  }

  @Test
  void theFirstSpecificationStays() {
    TrialTable table = table();
    table.create("name: another\n");
    assertThat(table.specification().text()).contains("name: a-sweep\n");
  }

  @Test
  void aPublishedTrialIsFinishedWithItsModelBesideItsRow() throws IOException {
    TrialTable table = table();
    TrialResult result = Results.ok(5);
    assertThat(table.publish(result)).isEqualTo(TrialTable.Publication.PUBLISHED);
    assertThat(table.finished()).containsExactly(result.trial().id());
    assertThat(files(folder))
        .containsExactly(
            "models/"
                + result.trial().id()
                + "-"
                + result.model().orElseThrow().parametersSha256()
                + ".bin",
            "sweep.yaml",
            "trials/trial-" + result.trial().id() + ".parquet");
    assertThat(table.parameters(table.rows().rows().get(0))).containsExactly(1f, -2f, 5f);
  }

  @Test
  void publishingATrialThatIsThereChangesNothing() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(5));
    assertThat(table.publish(Results.failed(5, TrialStatus.FAILED)))
        .isEqualTo(TrialTable.Publication.ALREADY_PUBLISHED);
    assertThat(table.rows().rows()).extracting(TrialRow::status).containsExactly(TrialStatus.OK);
  }

  @Test
  void aModelThatLiesThereWithOtherBytesIsReplaced() throws IOException {
    TrialTable table = table();
    TrialResult result = Results.ok(5);
    Path model =
        folder.resolve(
            Layout.model(
                result.trial().id(),
                new ParametersSha256(result.model().orElseThrow().parametersSha256())));
    Files.createDirectories(model.getParent());
    byte[] bytes = ModelFile.write(result.model().orElseThrow());
    bytes[bytes.length - 1] ^= 1;
    Files.write(model, bytes);

    assertThat(table.publish(result)).isEqualTo(TrialTable.Publication.PUBLISHED);

    assertThat(table.parameters(table.rows().rows().get(0))).containsExactly(1f, -2f, 5f);
    assertThat(table.upkeep().audit(Set.of(result.trial().id())).corrupt()).isEmpty();
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void rowsAreBestFirstAndAScoreThatIsNotFiniteNeverRanks() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(1, 7.5));
    table.publish(Results.ok(2, Double.POSITIVE_INFINITY));
    table.publish(Results.ok(3, 2.5));
    table.publish(Results.diverged(4));
    table.publish(Results.failed(5, TrialStatus.OUT_OF_MEMORY));
    TableRows rows = table.rows();
    assertThat(rows.rows().subList(0, 2))
        .extracting(row -> row.validationScore().orElseThrow())
        .containsExactly(2.5, 7.5);
    assertThat(rows.counts())
        .isEqualTo(
            Map.of(
                TrialStatus.OK, 3,
                TrialStatus.DIVERGED, 1,
                TrialStatus.OUT_OF_MEMORY, 1));
  }

  @Test
  void anUnreadableRowIsNamedAndHidesNoOther() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(1));
    table.publish(Results.ok(2));
    String broken = "trials/trial-" + Results.trial(2).id() + ".parquet";
    Files.write(folder.resolve(broken), new byte[] {1, 2, 3});
    TableRows rows = table.rows();
    assertThat(rows.rows()).extracting(TrialRow::id).containsExactly(Results.trial(1).id());
    assertThat(rows.unreadable())
        .extracting(UnreadableRow::line)
        .containsExactly(
            "Cannot read "
                + broken
                + " of "
                + folder
                + ": it is not a Parquet file (length is too low: 3); the next run sets it aside and"
                + " trains the trial again");
  }

  @Test
  void whatIsNoRowIsNeitherListedNorRead() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(1));
    Results.litter(folder.resolve("trials"));
    assertThat(table.finished()).containsExactly(Results.trial(1).id());
    TableRows rows = table.rows();
    assertThat(rows.rows()).extracting(TrialRow::id).containsExactly(Results.trial(1).id());
    assertThat(rows.unreadable()).isEmpty();
  }

  @Test
  void whatAKilledPublicationLeftIsGoneOnceItsTrialHasItsRow() throws IOException {
    TrialTable table = table();
    Path scratch = folder.resolve("_attempts/" + Results.trial(1).id());
    Files.createDirectories(scratch);
    Files.writeString(scratch.resolve(Layout.temporary()), "half a mod");
    table.publish(Results.ok(1));
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void whatWasLeftOfATrialThatHasItsRowIsGoneWithTheNextRun() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(1));
    Path scratch = folder.resolve("_attempts/" + Results.trial(1).id());
    Files.createDirectories(scratch);
    Files.writeString(scratch.resolve(Layout.temporary()), "a row that was linked already");
    table.create("name: a-sweep\n");
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void whatAnotherProcessMayBeAtWorkWithStaysForADay() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(1));
    Path unfinished = folder.resolve("_attempts/" + Results.trial(2).id());
    Files.createDirectories(unfinished);
    List<Path> fresh = new ArrayList<>();
    List<Path> old = new ArrayList<>();
    for (Path place :
        List.of(
            unfinished.resolve(Layout.temporary()),
            folder.resolve("_attempts").resolve(Layout.temporary()),
            folder.resolve("trials/.probe-c"))) {
      fresh.add(Files.writeString(place, "now"));
      String name = place.toString().contains("probe") ? ".probe-old" : Layout.temporary();
      Path yesterday = Files.writeString(place.resolveSibling(name), "yesterday");
      Files.setLastModifiedTime(
          yesterday, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
      old.add(yesterday);
    }
    table.create("name: a-sweep\n");
    assertThat(fresh).allSatisfy(file -> assertThat(file).exists());
    assertThat(old).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(table.finished()).containsExactly(Results.trial(1).id());
  }

  @Test
  void ofTwoWritersOfOneTrialOneWinsAndNeitherFails() throws Exception {
    int trials = 100;
    TrialTable table = table();
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<List<TrialTable.Publication>>> writers = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      writers.add(
          threads.submit(
              () -> {
                List<TrialTable.Publication> publications = new ArrayList<>();
                for (int seed = 0; seed < trials; seed++) {
                  start.await();
                  publications.add(table.publish(Results.ok(seed)));
                }
                return publications;
              }));
    }
    List<TrialTable.Publication> first = writers.get(0).get();
    List<TrialTable.Publication> second = writers.get(1).get();
    threads.shutdown();
    for (int seed = 0; seed < trials; seed++) {
      assertThat(List.of(first.get(seed), second.get(seed)))
          .as("trial %d", seed)
          .containsExactlyInAnyOrder(
              TrialTable.Publication.PUBLISHED, TrialTable.Publication.ALREADY_PUBLISHED);
    }
    assertThat(table.rows().counts()).isEqualTo(Map.of(TrialStatus.OK, trials));
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void anOutThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> TrialTable.openOrNew(file.toUri(), SETTINGS))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot use " + file + " as the table: must be a folder, and it is a file")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void anOutThatIsAnotherFolderIsRefused() throws IOException {
    Files.createFile(folder.resolve("b.txt"));
    Files.createFile(folder.resolve("a.txt"));
    assertThatThrownBy(() -> TrialTable.openOrNew(folder.toUri(), SETTINGS))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use "
                + folder
                + " as the table: must be a new or empty folder or a table, and it has no sweep.yaml but a.txt"
                + " and 1 more; name another folder")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(files(folder)).containsExactly("a.txt", "b.txt");
  }

  @Test
  void aFolderLeftByARunThatDiedBeforeItsSpecificationIsStillNew() throws IOException {
    Files.createDirectory(folder.resolve("_attempts"));
    Files.createFile(folder.resolve(".DS_Store"));
    assertThat(TrialTable.openOrNew(folder.toUri(), SETTINGS).specification().text()).isEmpty();
  }

  @Test
  void anOutUnderAFileIsBadInput() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path out = file.resolve("a/b");
    assertThatThrownBy(() -> TrialTable.openOrNew(out.toUri(), SETTINGS).create("name: a-sweep\n"))
        .isInstanceOf(UserException.class)
        .hasMessage(cannotWrite(out, file + " is not a folder"))
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(files(folder)).containsExactly("file");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anOutWhereNoFolderCanBeMadeIsBadInput() {
    Path out = Path.of("/proc/lstm-sweep/out");
    TrialTable table = TrialTable.openOrNew(out.toUri(), SETTINGS);
    assertThatThrownBy(() -> table.create("name: a-sweep\n"))
        .isInstanceOf(UserException.class)
        .hasMessage(cannotWrite(out, "/proc/lstm-sweep: no folder can be made there"));
  }

  @Test
  void anOutThatMayNotBeWrittenIsBadInput() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Assumptions.assumeTrue(locked.toFile().setWritable(false));
    Assumptions.assumeFalse(Files.isWritable(locked), "the superuser may write anywhere");
    TrialTable table = TrialTable.openOrNew(locked.toUri(), SETTINGS);
    assertThatThrownBy(() -> table.create("name: a-sweep\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("must be a folder that can be written, but no permission for ")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aTableThatTakesNoRowsAnyMoreIsBadInput() throws IOException {
    TrialTable table = table();
    for (String part : List.of("trials", "models", "_attempts")) {
      Path file = Files.writeString(folder.resolve(part), "in the way");
      assertThatThrownBy(() -> table.create("name: a-sweep\n"))
          .isInstanceOf(UserException.class)
          .hasMessage(cannotWrite(folder, file + " is not a folder"));
      assertThat(files(folder)).containsExactlyInAnyOrder(part, "sweep.yaml");
      assertThat(file).hasContent("in the way");
      Files.delete(file);
    }
  }

  @Test
  void provingThatATableCanBeWrittenLeavesNothing() throws IOException {
    TrialTable table = table();
    table.publish(Results.ok(1));
    List<String> before = files(folder);
    table.create("name: another\n");
    assertThat(files(folder)).isEqualTo(before);
  }

  @Test
  void anOutThatCannotBeMadeLeavesNoHalfOfIt() throws IOException {
    // The folders can be made, but the file in them cannot.
    Path out = folder.resolve("a/b");
    Storage storage = new LocalStorage(out.toUri());
    assertThatThrownBy(() -> storage.publish("x".repeat(300), "_attempts", new byte[1]))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFilesystemThatHadoopLacksIsBadInput() {
    assertThatThrownBy(() -> TrialTable.openOrNew(URI.create("nofs://x/out"), SETTINGS))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use nofs://x/out: must be a path or the URI of a filesystem that Hadoop has"
                + " here (No FileSystem for scheme \"nofs\")")
        .extracting(e -> ((UserException) e).exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aPathThatIsNoneIsBadInput() {
    for (String path : List.of("", "foo:bar")) {
      assertThatThrownBy(() -> SETTINGS.locate(path))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "Cannot use the table '"
                  + path
                  + "': must be a path, or a URI such as hdfs://host/out");
    }
  }

  @Test
  void aPasswordInAUriIsRefusedAndNotRepeated() {
    for (String secret : List.of("s3a://KEY:SEC/RET@bucket/out", "hdfs://me:pw1@nn:8020/out")) {
      assertThatThrownBy(() -> SETTINGS.locate(secret))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("Cannot use the table " + secret.replaceFirst("//.*@", "//…@"))
          .hasMessageContaining(": must be without a user and password, which others would read")
          .hasMessageNotContainingAny("KEY:", "RET@", "pw1");
    }
    for (String none : List.of("hdfs://nn:8020/a@b:c", "abfs://container@account/out")) {
      assertThat(SETTINGS.locate(none)).isEqualTo(URI.create(none));
    }
  }

  @Test
  void aFolderThatIsNoTableCannotBeRead() {
    assertThatThrownBy(() -> TrialTable.open(folder.toUri(), SETTINGS))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot read the table "
                + folder
                + ": must be a folder with a sweep.yaml; name a table that a run has made");
  }

  @Test
  void aPathIsLocatedOnTheDefaultFilesystem() {
    assertThat(SETTINGS.locate("out/a b")).isEqualTo(Path.of("out/a b").toAbsolutePath().toUri());
    assertThat(SETTINGS.locate("hdfs://nn/out")).isEqualTo(URI.create("hdfs://nn/out"));
    assertThat(StorageSettings.of(Map.of("fs.defaultFS", "hdfs://nn")).locate("/out"))
        .isEqualTo(URI.create("hdfs://nn/out"));
  }

  private TrialTable table() {
    TrialTable table = TrialTable.openOrNew(folder.toUri(), SETTINGS);
    table.create("name: a-sweep\n");
    return table;
  }

  private static String cannotWrite(Path out, String reason) {
    return "Cannot use "
        + out
        + " as the table: must be a folder that can be written, but "
        + reason
        + "; make it writable or name another folder";
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void whoPublishedIsToldSoWhereMarkersCannotBeTakenAway() throws IOException {
    Path root = Files.createDirectories(folder.resolve("stubborn"));
    Disk disk =
        new Disk() {
          @Override
          public void delete(Path path) throws IOException {
            if (path.getFileName().toString().startsWith("started-")) {
              throw new IOException("another deletes it at this moment");
            }
            super.delete(path);
          }
        };
    TrialTable table =
        new TrialTable(root.toUri(), StorageSettings.of(Map.of()), new LocalStorage(root, disk));
    table.create("name: a-sweep\n");
    Claim claim =
        table.claims().claim(Results.trial(1).id(), Claimant.ofThisProcess("a run", true));
    assertThat(claim.verdict()).isEqualTo(Claim.Verdict.OURS);
    assertThat(table.publish(Results.ok(1))).isEqualTo(TrialTable.Publication.PUBLISHED);
    assertThat(table.publish(Results.ok(1))).isEqualTo(TrialTable.Publication.ALREADY_PUBLISHED);
    claim.work().close();
  }
}
