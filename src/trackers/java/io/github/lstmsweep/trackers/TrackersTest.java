package io.github.lstmsweep.trackers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.sweep.export.ExportedSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports the quickstart and a sweep with trials of several statuses to a real MLflow server and to
 * Optuna. Scripts compare what these programs have with the table.
 */
class TrackersTest {
  @TempDir static Path folder;
  private static Path quickstart;
  private static Path mixed;

  @BeforeAll
  static void runTheSweeps() throws IOException {
    LocalSpark.session();
    quickstart = folder.resolve("quickstart");
    Shell shell = Shell.run("run", Path.of("conf", "quickstart.yaml"), "--out", quickstart);
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    mixed = ExportedSweep.run(Files.createDirectory(folder.resolve("mixed"))).out();
  }

  private static Shell export(Path table, String url, Object... more) {
    Object[] words = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"export", table, "--format", "mlflow", "--to", url}, 0, words, 0, 6);
    System.arraycopy(more, 0, words, 6, more.length);
    return Shell.run(words);
  }

  private static void assertExported(Shell shell, String line) {
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).containsExactly(line);
    assertThat(shell.exitCode()).isZero();
  }

  @Test
  void mlflowHasTheTableAndASecondExportChangesNothing() throws Exception {
    Path runs = Files.createDirectory(folder.resolve("mlflow"));
    try (MlflowServer server = new MlflowServer(runs)) {
      String place = " trials in the experiment quickstart of " + server.url() + ": ";
      assertExported(
          export(quickstart, server.url()), "8" + place + "8 added, 0 completed, 0 there already");
      List<String> first = Python.check("check_mlflow.py", server.url(), "quickstart", quickstart);
      assertExported(
          export(quickstart, server.url()), "8" + place + "0 added, 0 completed, 8 there already");
      assertThat(Python.check("check_mlflow.py", server.url(), "quickstart", quickstart))
          .isEqualTo(first);

      assertThat(export(mixed, server.url(), "--top", 1, "--no-curves", "--experiment", "a few"))
          .extracting(Shell::exitCode)
          .isEqualTo(0);
      Python.check("check_mlflow.py", server.url(), "a few", mixed, "--top", 1, "--no-curves");
      assertThat(export(mixed, server.url(), "--experiment", "a few").exitCode()).isZero();
      Python.check("check_mlflow.py", server.url(), "a few", mixed);
    }
  }

  @Test
  void aServerThatIsKilledGetsTheRestFromTheNextExport() throws Exception {
    Path runs = Files.createDirectory(folder.resolve("killed"));
    try (MlflowServer server = new MlflowServer(runs)) {
      // A run without its values, and then one with values and without its end.
      exportAndKill(server, "runs/create", 3, "1 of 8 trials");
      exportAndKill(server, "runs/log-batch", 3, "3 of 8 trials");
      assertExported(
          export(quickstart, server.url()),
          "8 trials in the experiment quickstart of "
              + server.url()
              + ": 4 added, 1 completed, 3 there already");
      Python.check("check_mlflow.py", server.url(), "quickstart", quickstart);
    }
  }

  private static void exportAndKill(MlflowServer server, String call, int count, String part)
      throws Exception {
    try (Killer killer = new Killer(server, call, count)) {
      Shell broken = export(quickstart, killer.url());
      assertThat(killer.fired()).isTrue();
      assertThat(broken.out()).isEmpty();
      assertThat(broken.err())
          .singleElement()
          .asString()
          .startsWith(
              "Cannot export to " + killer.url() + " after " + part + ": the connection to ")
          .endsWith("; run the same command again when the server answers, to add the rest");
      assertThat(broken.exitCode()).isEqualTo(4);
    }
    server.start();
  }

  @Test
  void optunaAndItsDashboardLoadTheJournal() throws IOException {
    for (Path table : List.of(quickstart, mixed)) {
      String study = table.equals(quickstart) ? "quickstart" : "exported";
      Path journal = folder.resolve(study + ".journal");
      Shell shell = Shell.run("export", table, "--format", "optuna", "--to", journal);
      assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
      Python.check("check_optuna.py", journal, study, table);
    }
    Path best = folder.resolve("best.journal");
    Shell shell =
        Shell.run(
            "export",
            mixed,
            "--format",
            "optuna",
            "--to",
            best,
            "--top",
            1,
            "--no-curves",
            "--experiment",
            "the best");
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    Python.check("check_optuna.py", best, "the best", mixed, "--top", 1, "--no-curves");
  }
}
