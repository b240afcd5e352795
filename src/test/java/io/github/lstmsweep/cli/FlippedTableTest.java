package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests random faults in each kind of file of a table, with the verbs that a user types. The faulty
 * file is named, and everything intact stays readable. {@code run} makes the rest again and touches
 * no other row.
 */
@Tag("soak")
class FlippedTableTest {
  private static final int FAULTS = 40;
  private static final long SEED = 5;
  private static final String SPEC =
      """
      name: flipped
      corpus: harbour
      windows: {train: 64, validation: 32, test: 16}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 2}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1, 2, 3]}
      """;

  private static final String COUNT = "select count(*) as n from trials";

  @TempDir Path folder;
  private Path spec;
  private Path whole;
  private Path out;
  private Map<String, String> rows;

  /**
   * The kinds of files, each with the number of rows that stay readable and of trials that are
   * trained again.
   */
  private enum Kind {
    ROW("trials", "trial-", 3, 1),
    FILE_OF_MANY_ROWS("trials", "rows-", 1, 3),
    MANIFEST("_compacted", "", 4, 0),
    MODEL("models", "", 4, 1),
    SPECIFICATION("", "sweep.yaml", 4, 0),
    TEST_SCORE("", "test.json", 4, 0);

    private final String folder;
    private final String prefix;
    private final int readable;
    private final int trainedAgain;

    Kind(String folder, String prefix, int readable, int trainedAgain) {
      this.folder = folder;
      this.prefix = prefix;
      this.readable = readable;
      this.trainedAgain = trainedAgain;
    }
  }

  /** Makes a table with three rows in one file and a fourth row in its own file. */
  @BeforeEach
  void runAndCompactASweep() throws IOException {
    LocalSpark.session();
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    whole = folder.resolve("whole");
    assertThat(Shell.run("run", spec, "--out", whole).exitCode()).isEqualTo(0);
    rows = PlainParquet.computedById(whole.resolve("trials"));
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    for (Path row : files(whole.resolve("trials")).subList(0, 3)) {
      Files.setLastModifiedTime(row, old);
    }
    assertThat(Shell.run("compact", whole).out().get(0)).contains("3 rows into 1 file");
    assertThat(Shell.run("audit", whole).exitCode()).isEqualTo(0);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void afterEveryFaultTheRestIsReadableAndOnlyWhatIsCorruptIsMadeAnew(Kind kind)
      throws IOException {
    Random random = new Random(SEED);
    int harmless = 0;
    for (int fault = 0; fault < FAULTS; fault++) {
      out = folder.resolve(kind + "-" + fault);
      copyTree(whole, out);
      List<Path> files =
          files(out.resolve(kind.folder)).stream()
              .filter(file -> file.getFileName().toString().startsWith(kind.prefix))
              .toList();
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      String what;
      if (fault % 2 == 0) {
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        what = "seed " + SEED + ", fault " + fault + ": byte " + at + " of " + file;
      } else {
        int length = random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));
        what = "seed " + SEED + ", fault " + fault + ": " + file + " cut at " + length;
      }
      harmless += strike(what, kind, file) ? 1 : 0;
    }
    // The seal's own name in a row is such a place: 21 of about 12,000 bytes.
    assertThat(harmless).as("faults that changed nothing").isLessThanOrEqualTo(FAULTS / 10);
  }

  /** Returns whether the fault changed nothing that a reader sees. */
  private boolean strike(String what, Kind kind, Path file) throws IOException {
    String name = file.getFileName().toString();
    Map<String, Object> before = attributes(file);
    Shell audit = Shell.run("audit", out);
    Shell status = Shell.run("status", out);
    Shell sql = Shell.run("sql", out, COUNT);
    if (audit.exitCode() == 0) {
      assertThat(status.exitCode()).as("%s: %s", what, status.err()).isEqualTo(0);
      assertThat(PlainParquet.computedById(out.resolve("trials"))).as(what).isEqualTo(rows);
      return true;
    }
    assertThat(audit.exitCode()).as("%s: %s", what, audit.err()).isEqualTo(4);
    assertThat(audit.out().toString() + audit.err()).as(what).contains(name);
    assertThat(sql.out()).as("%s: %s", what, sql.err()).containsExactly("n", "" + kind.readable);
    if (kind == Kind.MODEL) {
      // Only an audit reads models.
      assertThat(status.exitCode()).as("%s: %s", what, status.err()).isEqualTo(0);
      assertThat(Shell.run("audit", out, "--set-aside").exitCode()).as(what).isEqualTo(4);
    } else {
      assertThat(status.exitCode()).as("%s: %s", what, status.err()).isEqualTo(4);
      assertThat(status.err()).as(what).singleElement().asString().contains(name, "the next run");
    }
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as("%s: %s", what, run.err()).isEqualTo(0);
    assertThat(run.out().get(0))
        .as(what)
        .startsWith(
            switch (kind.trainedAgain) {
              case 0 -> "All 4 trials have their rows: nothing to train";
              case 1 -> "flipped: training 1 trial on ";
              default -> "flipped: training 3 trials on ";
            });
    if (kind != Kind.MODEL) {
      assertThat(attributes(file)).as(what).containsAllEntriesOf(before);
    }
    assertThat(PlainParquet.computedById(out.resolve("trials"))).as(what).isEqualTo(rows);
    Shell again = Shell.run("audit", out);
    assertThat(again.exitCode()).as("%s: %s %s", what, again.out(), again.err()).isEqualTo(0);
    assertThat(Shell.run("status", out).exitCode()).as(what).isEqualTo(0);
    return false;
  }

  /** Returns the attributes of every other row's file. */
  private Map<String, Object> attributes(Path file) throws IOException {
    Map<String, Object> others = new TreeMap<>();
    for (Path row : files(out.resolve("trials"))) {
      if (!row.equals(file)) {
        others.put(
            row.getFileName().toString(),
            Files.readAttributes(row, "size,lastModifiedTime,fileKey"));
      }
    }
    return others;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
