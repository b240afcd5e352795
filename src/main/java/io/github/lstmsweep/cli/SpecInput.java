package io.github.lstmsweep.cli;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusLoader;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.HadoopReader;
import io.github.lstmsweep.result.StorageSettings;
import io.github.lstmsweep.search.Grid;
import io.github.lstmsweep.spec.CorpusSize;
import io.github.lstmsweep.spec.SpecReader;
import io.github.lstmsweep.spec.SweepSpec;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Files;
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
      description =
          "A key of the file and what goes before its value, such as num_epochs=5, lr=[0.1,1],"
              + " timeout.trial=10m.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--corpus-dir",
      paramLabel = "DIR",
      description = "Where timemachine.txt lies (default: the folder LSTM_SWEEP_CORPORA).")
  private Optional<Path> corpusDir = Optional.empty();

  /** Made by picocli only. */
  SpecInput() {}

  /** A specification, complete, with what it trains on. */
  record Sweep(SweepSpec spec, TrainingData corpus, List<Trial> trials) {}

  /** Reads all of it, and tells all that is wrong with it at once. */
  Sweep read(StorageSettings settings) {
    corpusDir
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw UserException.badInput(
                  "Cannot set --corpus-dir to " + folder + ": must be a folder");
            });
    LoadedCorpus loaded =
        new LoadedCorpus(new CorpusLoader(corpusDir, System.getenv(), new HadoopReader(settings)));
    SweepSpec spec = SpecReader.read(file, overrides, loaded);
    TrainingData corpus =
        loaded.corpus instanceof Corpus text ? text.withMinFreq(spec.minFreq()) : loaded.corpus;
    return new Sweep(spec, corpus, Grid.trials(spec, Grid.dataset(spec, corpus)));
  }

  /** Keeps the corpus that it was asked the size of. */
  private static final class LoadedCorpus implements CorpusSize {
    private final CorpusLoader loader;
    private TrainingData corpus;

    LoadedCorpus(CorpusLoader loader) {
      this.loader = loader;
    }

    @Override
    public long of(String name, String tokens) {
      corpus = loader.load(name, tokens);
      return corpus.length();
    }

    @Override
    public long ofSeries(String name, String column) {
      corpus = loader.loadSeries(name, column);
      return corpus.length();
    }

    @Override
    public boolean needsDownload(String name) {
      return loader.needsDownload(name);
    }
  }
}
