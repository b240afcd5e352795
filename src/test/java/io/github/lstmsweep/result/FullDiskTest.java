package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.result.layout.Layout;
import io.github.lstmsweep.result.storage.Disk;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.Patience;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.MiniSweep;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fills a disk at any write: a marker, a model, a row, or half of one. */
class FullDiskTest {
  private static final List<Trial> TRIALS =
      LongStream.of(1, 2, 3, GoldenTrainer.DIVERGES).mapToObj(Results::trial).toList();

  private static final int ROUNDS = 17;

  private static final StorageSettings IMPATIENT =
      StorageSettings.of(Map.of(Patience.PROPERTY, "0"));

  @TempDir Path folder;

  @Test
  void whereverItFillsNothingIsHalfWrittenAndTheRestFollowsOnceThereIsRoom() throws Exception {
    URI goldenRoot = folder.resolve("golden").toUri();
    SmallDisk counted = new SmallDisk(Long.MAX_VALUE);
    sweep(goldenRoot, counted);
    Map<String, String> golden = contents(goldenRoot);
    assertThat(golden).hasSize(7);
    long all = counted.written;
    int full = 0;
    for (int at = 0; at < ROUNDS; at++) {
      URI root = folder.resolve("table-" + at).toUri();
      SmallDisk disk = new SmallDisk(all * at / ROUNDS);
      List<Acknowledgement> acknowledged = sweep(root, disk);
      full += disk.fullTimes > 0 ? 1 : 0;
      assertThat(acknowledged)
          .filteredOn(a -> !a.hasRow())
          .allSatisfy(a -> assertThat(a.reason()).contains("its disk is full (0 kB left, "));
      Map<String, String> left = contents(root);
      assertThat(golden).containsAllEntriesOf(left);
      assertThat(left.keySet())
          .containsAll(
              acknowledged.stream()
                  .filter(Acknowledgement::hasRow)
                  .map(a -> Layout.row(a.id()))
                  .toList());
      assertThat(halfWritten(root)).isEmpty();

      sweep(root, new Disk());
      assertThat(contents(root)).as("after there is room").isEqualTo(golden);
    }
    assertThat(full).as("the fault fired").isEqualTo(ROUNDS);
  }

  private static List<Acknowledgement> sweep(URI root, Disk disk) throws Exception {
    TrialTable table = new TrialTable(root, IMPATIENT, new LocalStorage(Path.of(root), disk));
    // The table is made on a disk with room.
    new TrialTable(root, IMPATIENT, new LocalStorage(root)).create("name: a-sweep\n");
    return new MiniSweep(table, new GoldenTrainer(), 1, Duration.ofMinutes(1)).run(TRIALS);
  }

  private static Map<String, String> contents(URI root) throws IOException {
    return TableChecker.contents(new org.apache.hadoop.fs.Path(root), new Configuration(false));
  }

  private static List<Path> halfWritten(URI root) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      return files.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }

  /** A disk of a fixed size. A file that exceeds it is written in part. */
  private static final class SmallDisk extends Disk {
    private final long size;
    private long written;
    private int fullTimes;

    SmallDisk(long size) {
      this.size = size;
    }

    @Override
    public void create(Path file, byte[] bytes) throws IOException {
      super.create(file, fits(bytes));
      refuse(bytes);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      super.write(file, fits(bytes));
      refuse(bytes);
    }

    @Override
    public long usableBytes(Path path) {
      return Math.max(0, size - written);
    }

    private byte[] fits(byte[] bytes) {
      return Arrays.copyOf(bytes, (int) Math.min(bytes.length, Math.max(0, size - written)));
    }

    private void refuse(byte[] bytes) throws IOException {
      written += bytes.length;
      if (written > size) {
        fullTimes++;
        // Java passes on the system's message, which is in the system's language.
        throw new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
      }
    }
  }
}
