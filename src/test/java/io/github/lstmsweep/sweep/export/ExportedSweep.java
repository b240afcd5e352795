package io.github.lstmsweep.sweep.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.sweep.StoredSweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small sweep with trials that are OK, PAUSED and DIVERGED, ranges, a point outside of them, and
 * a curve that is longer than a call of MLflow takes.
 *
 * @param folder that has everything
 * @param out the table
 */
public record ExportedSweep(Path folder, Path out) {
  /** The number of trials. */
  public static final int TRIALS = 5;

  /** The number of epochs of the winner; each has three values. */
  public static final int EPOCHS = 350;

  private static final String TEXT =
      "It has a keel and a mast, the sea has it and the wind has the sail. ".repeat(6);

  private static final String SPEC =
      """
      name: exported
      corpus: TEXT
      text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
      windows: {train: 64, validation: 32, test: 20}
      method: METHOD
      search: {max_trials: 5, SETTINGS include: [{lr: 3e38, num_hiddens: 5, cell: lstm, gradient_clip: .inf}]}
      parameters:
        num_steps: {value: 5}
        num_hiddens: {min: 2, max: 4}
        lr: {min: 0.1, max: 4, distribution: log-uniform}
        cell: {values: [lstm, gru]}
        batch_size: {value: 32}
        num_epochs: {value: 350}
      """;

  /** Runs the sweep, whose winner alone is trained to the end. */
  public static ExportedSweep run(Path folder) throws IOException {
    LocalSpark.session();
    Path text = Files.writeString(folder.resolve("text"), TEXT);
    ExportedSweep sweep = new ExportedSweep(folder, folder.resolve("out"));
    sweep.train(text, "successive-halving", "min_epochs: 1, reduction_factor: 3,");
    return sweep;
  }

  /** Trains the paused trials to their end, too. */
  public void trainAll() throws IOException {
    train(folder.resolve("text"), "random", "");
  }

  private void train(Path text, String method, String settings) throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve(method + ".yaml"),
            SPEC.replace("TEXT", text.toString())
                .replace("METHOD", method)
                .replace("SETTINGS", settings));
    Shell shell = Shell.run("run", spec, "--out", out, "--extend");
    // One trial diverges.
    assertThat(shell.exitCode()).as(shell.err().toString()).isEqualTo(5);
  }

  /** Opens the table. */
  public StoredSweep stored() {
    return StoredSweep.open(out.toString(), StorageSettings.ofThisProcess());
  }
}
