package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.TrainedTrial;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of verbs that read one trained model of a table. */
public final class TrialInput {
  /** The options that name a trial and the place of its text. */
  public static final List<String> NAMES = List.of("--trial", "--corpus-dir", "--corpus");

  @Mixin private TableInput input;

  @Option(
      names = "--trial",
      paramLabel = "ID",
      description =
          "The trial: its id, the beginning of it, or best, the lowest validation_perplexity"
              + " (default: best).")
  private String trial = "best";

  /** Only picocli calls this. */
  TrialInput() {}

  /** Opens the table. */
  public StoredSweep open() {
    return input.open();
  }

  /** Reads the trial with its model. */
  public TrainedTrial read() {
    StoredSweep stored = input.open();
    return TrainedTrial.read(stored, trial, () -> input.corpus(stored));
  }
}
