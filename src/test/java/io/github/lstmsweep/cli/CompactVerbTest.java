package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that every verb prints the same before and after a table was compacted. */
class CompactVerbTest {
  private static final String SPEC =
      """
      name: tiny
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        batch_size: {value: 32}
        num_epochs: {value: 2}
        num_hiddens: {values: [2, 3]}
        lr: {values: [0.5, 1]}
      """;

  @TempDir Path folder;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @Test
  void everyVerbFindsTheSameTable() throws IOException {
    Path spec = Files.writeString(folder.resolve("tiny.yaml"), SPEC);
    Path out = folder.resolve("a table");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    List<List<String>> before = answers(out);

    age(out.resolve("trials"), 80);
    Shell young = Shell.run("compact", out);
    assertThat(young.out())
        .containsExactly(
            out + ": 0 rows into 0 files; 4 rows stay files of their own",
            "4 rows: written in the last 90 seconds; `compact` takes them after that");
    age(out.resolve("trials"), 100);
    Shell compact = Shell.run("compact", out);

    assertThat(compact.exitCode()).as(compact.err().toString()).isZero();
    assertThat(compact.out())
        .containsExactly(out + ": 4 rows into 1 file; 0 rows stay files of their own");
    assertThat(out.resolve("trials").toFile().list())
        .singleElement()
        .asString()
        .matches("rows-[0-9a-f]{32}\\.parquet");
    assertThat(answers(out)).isEqualTo(before);
    Shell again = Shell.run("run", spec, "--out", out);
    assertThat(again.out()).contains("4 of 4 trials in " + out + ": 4 OK");
    assertThat(out.resolve("trials").toFile().list()).hasSize(1);
  }

  @Test
  void aRunThatGoesOnTrainsOnlyWhatIsInNoFile() throws IOException {
    Path spec = Files.writeString(folder.resolve("tiny.yaml"), SPEC);
    Path out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    age(out.resolve("trials"), 100);
    assertThat(Shell.run("compact", out).exitCode()).isZero();

    Shell more = Shell.run("run", spec, "--out", out, "--set", "seed=[0,1]", "--extend");

    assertThat(more.out()).contains("4 trials had a row already");
    assertThat(more.out()).contains("8 of 8 trials in " + out + ": 8 OK");
    assertThat(out.resolve("trials").toFile().list()).hasSize(5);
    assertThat(Shell.run("audit", out).out()).contains("Whole: every expected row is there once.");
    assertThat(Shell.run("sql", out, "select count(*), count(distinct trial_id) from trials").out())
        .last()
        .asString()
        .matches(" *8 +8");
  }

  private static List<List<String>> answers(Path out) {
    return Stream.of(
            Shell.run("status", out),
            Shell.run("sql", out, "select * from trials order by trial_id"),
            Shell.run("sql", out, "select * from epochs order by trial_id, epoch"),
            Shell.run("audit", out),
            Shell.run("verify", out, "--sample", "2"))
        .map(shell -> shell.out().stream().filter(line -> !line.contains(" s)")).toList())
        .toList();
  }

  /** Makes the files older, because compact leaves rows of the last 90 seconds alone. */
  private static void age(Path trials, long seconds) throws IOException {
    try (Stream<Path> files = Files.list(trials)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
      }
    }
  }
}
