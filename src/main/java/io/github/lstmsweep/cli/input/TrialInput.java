package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.TrainedTrial;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of verbs that read one trained model of a table. */
public final class TrialInput {
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

  /** Reads the trial with its model. */
  public TrainedTrial read() {
    StoredSweep stored = input.open();
    return TrainedTrial.read(stored, trial, name -> input.corpus(stored, name));
  }
}
