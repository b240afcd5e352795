package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code run} while its disk fills, turns read-only or disappears. */
@EnabledOnOs(OS.LINUX)
class StorageFaultsTest {
  private static final int TRIALS = 16;
  private static final String PATIENCE = "spark.hadoop.lstmsweep.storage.patience";
  // Each model has 22 kB, and each trial trains for a tenth of a second.
  private static final String SPEC =
      """
      name: faults
      corpus: harbour
      windows: {train: 640, validation: 32}
      parameters:
        num_steps: {value: 16}
        num_hiddens: {value: 24}
        batch_size: {value: 32}
        num_epochs: {value: 20}
        seed: {values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]}
      """;

  private static Map<String, String> golden;

  @TempDir static Path shared;
  @TempDir Path folder;
  private Path spec;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    LocalSpark.session();
    Path file = Files.writeString(shared.resolve("spec.yaml"), SPEC);
    Path out = shared.resolve("golden");
    assertThat(Shell.run("run", file, "--out", out).exitCode()).isEqualTo(0);
    golden = PlainParquet.computed(out.resolve("trials"));
  }

  @BeforeEach
  void giveUpAtOnce() throws IOException {
    System.setProperty(PATIENCE, "0");
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
  }

  @AfterEach
  void bePatientAgain() {
    System.clearProperty(PATIENCE);
  }

  @Test
  void aDiskThatIsFullKeepsWhatItHasAndTheRestFollowsOnceThereIsRoom() throws Exception {
    try (Mount disk = Mount.ofSize("300k", folder.resolve("disk"))) {
      Path out = folder.resolve("disk/out");
      Shell full = Shell.run("run", spec, "--out", out);

      assertThat(full.exitCode()).as("%s", full.err()).isEqualTo(4);
      assertThat(messages(full))
          .singleElement()
          .asString()
          .matches(
              "Cannot write to the table "
                  + out
                  + ": its disk is full \\([0-9]+ kB left, [0-9]+ kB needed\\): make room \\(tried"
                  + " for 0 s\\); [0-9]+ trials are left; run the same command again once the"
                  + " storage is back");
      Map<String, String> kept = wholeTable(out);
      assertThat(kept).as("some fitted").hasSizeBetween(1, TRIALS - 1);

      disk.remount("size=4m");
      completes(out, kept);
    }
  }

  @Test
  void aDiskThatTurnsReadOnlyEndsTheRunAndTheRestFollowsOnceItIsBack() throws Exception {
    try (Mount disk = Mount.ofSize("4m", folder.resolve("disk"))) {
      Path out = folder.resolve("disk/out");
      Shell run = inTheMidst(out, () -> disk.remount("ro"));

      assertThat(run.exitCode()).as("%s", run.err()).isEqualTo(4);
      assertThat(messages(run))
          .singleElement()
          .asString()
          .matches(
              "Cannot write to the table "
                  + out
                  + ": .+; [0-9]+ trials? (is|are) left; run the same command again once the"
                  + " storage is back");
      Shell refused = Shell.run("run", spec, "--out", out);
      assertThat(refused.exitCode()).as("nothing is trained for nothing").isEqualTo(2);

      disk.remount("rw");
      completes(out, wholeTable(out));
    }
  }

  @Test
  void aDiskThatIsUnmountedGetsNoRowOfItsOwnUnderItAndTheRestFollowsOnceItIsBack()
      throws Exception {
    try (Mount disk = Mount.ofSize("4m", folder.resolve("disk"))) {
      Path place = disk.again(folder.resolve("place"));
      Path out = place.resolve("out");
      Shell run = inTheMidst(out, () -> disk.unmount(place));

      assertThat(run.exitCode()).as("%s", run.err()).isEqualTo(4);
      assertThat(messages(run)).singleElement().asString().contains(NO_SPECIFICATION);
      assertThat(out).as("under the disk").doesNotExist();

      disk.again(place);
      completes(out, wholeTable(out));
    }
  }

  @Test
  void aTableThatIsDeletedUnderARunIsNotBegunAgainBehindItsBack() throws Exception {
    Path out = folder.resolve("out");
    Shell run = inTheMidst(out, () -> Files.move(out, folder.resolve("away")));

    assertThat(run.exitCode()).as("%s", run.err()).isEqualTo(4);
    assertThat(messages(run)).singleElement().asString().contains(NO_SPECIFICATION);
    assertThat(out).doesNotExist();

    Files.move(folder.resolve("away"), out);
    completes(out, wholeTable(out));
  }

  private static final String NO_SPECIFICATION =
      ": there is no sweep.yaml any more (is its disk still mounted?)";

  private interface Fault {
    void happen() throws Exception;
  }

  /** Runs the sweep and causes the fault as soon as there is a row. */
  private Shell inTheMidst(Path out, Fault fault) throws Exception {
    CompletableFuture<Shell> run =
        CompletableFuture.supplyAsync(
            () -> Shell.run("run", spec, "--out", out), work -> new Thread(work).start());
    while (rows(out).isEmpty()) {
      assertThat(run).as("it runs").isNotDone();
      Thread.sleep(2);
    }
    fault.happen();
    assertThat(run).as("it was in the midst").isNotDone();
    return run.get(1, TimeUnit.MINUTES);
  }

  /**
   * Returns the rows of the table. Each must equal that of the golden table, and nothing may be
   * half-written.
   */
  private Map<String, String> wholeTable(Path out) throws IOException {
    Shell audit = Shell.run("audit", out);
    assertThat(audit.exitCode()).as("%s%s", audit.out(), audit.err()).isEqualTo(5);
    Map<String, String> rows = PlainParquet.computed(out.resolve("trials"));
    assertThat(golden).containsAllEntriesOf(rows);
    return rows;
  }

  private void completes(Path out, Map<String, String> kept) throws IOException {
    Map<String, Object> before = rows(out);
    assertThat(before).hasSameSizeAs(kept);
    forgetWhatThisProcessHadBegun(out);
    Shell again = Shell.run("run", spec, "--out", out);
    assertThat(again.exitCode()).as("%s", again.err()).isEqualTo(0);
    assertThat(again.out()).contains(Show.counted(kept.size(), "trial") + " had a row already");
    assertThat(PlainParquet.computed(out.resolve("trials"))).isEqualTo(golden);
    assertThat(rows(out)).as("untouched").containsAllEntriesOf(before);
    assertThat(Shell.run("audit", out).exitCode()).isEqualTo(0);
    try (Stream<Path> left = Files.walk(out)) {
      assertThat(left.sorted(Comparator.naturalOrder()).filter(f -> f.toString().endsWith(".tmp")))
          .isEmpty();
    }
  }

  /**
   * Deletes markers that the fault left behind. In reality their process would be gone, but here it
   * is alive.
   */
  private static void forgetWhatThisProcessHadBegun(Path out) throws IOException {
    try (Stream<Path> attempts = Files.walk(out.resolve("_attempts"))) {
      attempts
          .sorted(Comparator.reverseOrder())
          .filter(f -> f.getFileName().toString().startsWith("started-"))
          .forEach(marker -> marker.toFile().delete());
    }
  }

  private static Map<String, Object> rows(Path out) throws IOException {
    Path trials = out.resolve("trials");
    Map<String, Object> rows = new java.util.TreeMap<>();
    if (Files.isDirectory(trials)) {
      try (Stream<Path> files = Files.list(trials)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
          rows.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return rows;
  }

  private static List<String> messages(Shell run) {
    return run.err().stream().filter(line -> !line.isBlank()).toList();
  }
}
