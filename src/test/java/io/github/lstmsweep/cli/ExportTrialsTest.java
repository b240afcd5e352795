package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.sweep.export.ExportedSweep;
import io.github.lstmsweep.sweep.export.Exports;
import io.github.lstmsweep.sweep.export.TableExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the exports of all trials as they are typed. */
class ExportTrialsTest {
  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void runASweep() throws IOException {
    out = ExportedSweep.run(folder).out();
  }

  private static Shell export(Object... more) {
    List<Object> words = new ArrayList<>(List.of("export", out));
    words.addAll(List.of(more));
    return Shell.run(words.toArray());
  }

  private static void assertRefused(Shell shell, String line) {
    assertThat(shell.err()).containsExactly(line);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void aJournalIsWrittenOnceAndReplacedOnlyWhereThatIsAskedFor() throws IOException {
    Path file = folder.resolve("journal");
    Shell written = export("--format", "optuna", "--to", file);
    assertThat(written.err()).isEmpty();
    assertThat(written.out())
        .singleElement()
        .asString()
        .startsWith("Wrote 5 trials as the study exported to " + file + ": ");
    byte[] first = Files.readAllBytes(file);
    assertRefused(
        export("--format", "optuna", "--to", file),
        "Cannot write " + file + ": there is a file already; name another or add --force");
    assertThat(export("--format", "optuna", "--to", file, "--force").exitCode()).isZero();
    assertThat(file).hasBinaryContent(first);
    Shell best =
        export(
            "--format",
            "optuna",
            "--to",
            file,
            "--force",
            "--top",
            "2",
            "--no-curves",
            "--experiment",
            "the best");
    assertThat(best.out())
        .singleElement()
        .asString()
        .startsWith("Wrote 1 trial as the study the best to " + file);
    assertThat(Files.readAllLines(file))
        .hasSize(5)
        .last()
        .asString()
        .containsPattern("\"intermediate_values\":\\{\"350\":[0-9.]+}}$");
  }

  @Test
  void optionsOfModelsAreRefusedForTrials() {
    String bound = ": must be " + Exports.names(" or ") + ", which export one model";
    assertRefused(
        export("--format", "optuna", "--to", "x", "--trial", "best"),
        "Cannot use --trial with --format optuna" + bound);
    assertRefused(
        export("--format", "mlflow", "--to", "http://127.0.0.1:1", "--corpus", "x"),
        "Cannot use --corpus with --format mlflow" + bound);
    assertRefused(
        export("--format", "mlflow", "--to", "http://127.0.0.1:1", "--force"),
        "Cannot use --force with --format mlflow: must be a format that writes a file");
  }

  @Test
  void optionsOfTrialsAreRefusedForModels() {
    for (String[] option :
        new String[][] {{"--experiment", "x"}, {"--top", "1"}, {"--no-curves"}}) {
      List<Object> words = new ArrayList<>(List.of("--format", "raw", "--to", "x"));
      words.addAll(List.of(option));
      assertRefused(
          export(words.toArray()),
          "Cannot use "
              + option[0]
              + " with --format raw: must be "
              + TableExports.names(" or ")
              + ", which export all trials");
    }
  }

  @Test
  void aNumberOfTrialsMustBeOne() {
    assertRefused(
        export("--format", "optuna", "--to", "x", "--top", "0"),
        "Cannot set --top to 0: must be a whole number from 1 to 2147483647");
  }

  @Test
  void aBlankNameIsRefusedByEveryFormat() {
    Path file = folder.resolve("blank");
    for (String name : new String[] {"", " "}) {
      String line = "Cannot set --experiment to '" + name + "': must not be blank";
      assertRefused(export("--format", "optuna", "--to", file, "--experiment", name), line);
      assertRefused(
          export("--format", "mlflow", "--to", "http://127.0.0.1:1", "--experiment", name), line);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aServerThatDoesNotAnswerIsTold() {
    assertRefused(
        export("--format", "mlflow", "--to", "http://127.0.0.1:1"),
        "Cannot export to http://127.0.0.1:1: no server answers at 127.0.0.1:1");
  }

  @Test
  void aTableWithoutARowIsRefused() throws IOException {
    Path empty = folder.resolve("empty");
    Files.createDirectories(empty.resolve("trials"));
    Files.copy(out.resolve("sweep.yaml"), empty.resolve("sweep.yaml"));
    assertRefused(
        Shell.run("export", empty, "--format", "optuna", "--to", folder.resolve("none")),
        "Cannot export " + empty + ": must have a trial, but has no row yet");
    assertRefused(
        Shell.run(
            "export", empty, "--format", "optuna", "--to", folder.resolve("none"), "--top", "3"),
        "Cannot export " + empty + ": must have a trial that is OK, but none of its 0 rows is");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aRowThatCannotBeReadIsTold(@TempDir Path other) throws IOException {
    Path copy = other.resolve("out");
    Files.createDirectories(copy.resolve("trials"));
    Files.copy(out.resolve("sweep.yaml"), copy.resolve("sweep.yaml"));
    List<Path> rows;
    try (var files = Files.list(out.resolve("trials"))) {
      rows = files.filter(f -> f.toString().endsWith(".parquet")).sorted().toList();
    }
    for (Path row : rows) {
      Files.copy(row, copy.resolve("trials").resolve(row.getFileName()));
    }
    Files.write(copy.resolve("trials").resolve(rows.get(0).getFileName()), new byte[] {1, 2, 3});
    Shell shell = Shell.run("export", copy, "--format", "optuna", "--to", other.resolve("journal"));
    assertThat(shell.exitCode()).isEqualTo(4);
    assertThat(shell.err())
        .singleElement()
        .asString()
        .startsWith("Cannot read trials/" + rows.get(0).getFileName() + " of " + copy);
    assertThat(other.resolve("journal")).exists();
  }
}
