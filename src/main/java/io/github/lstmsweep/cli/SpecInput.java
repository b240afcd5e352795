package io.github.lstmsweep.cli;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusLoader;
import io.github.lstmsweep.result.HadoopReader;
import io.github.lstmsweep.result.StorageSettings;
import io.github.lstmsweep.search.Grid;
import io.github.lstmsweep.spec.SpecReader;
import io.github.lstmsweep.spec.SweepSpec;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code plan} and {@code run} read: a specification, its corpus, and so its trials. */
final class SpecInput {
  @Parameters(paramLabel = "SPEC", description = "The specification, a YAML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Goes before the file's value: num_epochs=5, lr=[0.1,1], timeout.trial=10m.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--corpus-dir",
      paramLabel = "DIR",
      description = "Where timemachine.txt lies (default: the folder LSTM_SWEEP_CORPORA).")
  private Optional<Path> corpusDir = Optional.empty();

  /** Made by picocli only. */
  SpecInput() {}

  /** A specification, complete, with what it trains on. */
  record Sweep(SweepSpec spec, Corpus corpus, List<Trial> trials) {}

  /** Reads all of it, and tells all that is wrong with it at once. */
  Sweep read(StorageSettings settings) {
    CorpusLoader loader = new CorpusLoader(corpusDir, System.getenv(), new HadoopReader(settings));
    List<Corpus> loaded = new ArrayList<>();
    SweepSpec spec =
        SpecReader.read(
            file,
            overrides,
            (corpus, tokens) -> {
              loaded.add(loader.load(corpus, tokens));
              return loaded.get(0).ids().length;
            });
    Corpus corpus = loaded.get(0);
    return new Sweep(spec, corpus, Grid.trials(spec, Grid.dataset(spec, corpus)));
  }

  /** As it was typed, for the line that says how to go on. */
  Path file() {
    return file;
  }
}
