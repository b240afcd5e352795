package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.model.TrainedNetwork;
import io.github.lstmsweep.sweep.model.TrainedSeries;
import io.github.lstmsweep.sweep.model.TrainedTrial;
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
          "The trial: its id, the beginning of it, or best, the lowest validation_perplexity or"
              + " validation_rmse (default: best).")
  private String trial = "best";

  /** Only picocli calls this. */
  TrialInput() {}

  /** Opens the table. */
  public StoredSweep open() {
    return input.open();
  }

  /** Reads the trial with its model, which must be a language model. */
  public TrainedTrial read() {
    return read(open());
  }

  /** Reads the trial with its model, which must be a language model. */
  public TrainedTrial read(StoredSweep stored) {
    return TrainedTrial.read(stored, trial, dataset -> input.corpus(stored, dataset.corpus()));
  }

  /** Reads the trial with its model, which must be of a time series. */
  public TrainedSeries readSeries(StoredSweep stored) {
    return TrainedSeries.read(stored, trial, dataset -> (TimeSeries) input.dataOf(stored, dataset));
  }

  /** Reads the trial with its model, of either task. */
  public TrainedNetwork readNetwork() {
    StoredSweep stored = open();
    return TrainedNetwork.read(stored, trial, dataset -> input.dataOf(stored, dataset));
  }

  /** Returns a loader of further texts and series. */
  public CorpusLoader loader(StoredSweep stored) {
    return input.loader(stored);
  }
}
