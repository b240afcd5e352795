package io.github.lstmsweep.api;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusLoader;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.search.Grid;
import io.github.lstmsweep.spec.CorpusSize;
import io.github.lstmsweep.spec.SpecReader;
import io.github.lstmsweep.spec.SweepSpec;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Path;
import java.util.List;

/**
 * A sweep as it is asked for: a specification, complete, what it trains on, and so its trials.
 *
 * @param trials in the grid's order
 */
public record SweepInput(SweepSpec spec, TrainingData corpus, List<Trial> trials) {
  /**
   * Reads all of it, and tells all that is wrong with it at once.
   *
   * @param overrides of the file's keys, such as {@code num_epochs=5}
   * @throws io.github.lstmsweep.UserException with a problem a line
   */
  public static SweepInput read(Path file, List<String> overrides, CorpusLoader loader) {
    LoadedCorpus loaded = new LoadedCorpus(loader);
    SweepSpec spec = SpecReader.read(file, overrides, loaded);
    TrainingData corpus =
        loaded.corpus instanceof Corpus text ? text.withMinFreq(spec.minFreq()) : loaded.corpus;
    return new SweepInput(spec, corpus, Grid.trials(spec, Grid.dataset(spec, corpus)));
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
