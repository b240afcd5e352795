package io.github.lstmsweep.sweep;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.CorpusSize;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.TableForm;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A sweep as the user asks for it: a complete specification, its data, and so its trials.
 *
 * @param corpus up to the end of its last window
 * @param search decides which trials run
 */
public record SweepInput(SweepSpec spec, TrainingData corpus, Search search) {
  /** Every trial of the sweep, in the order of the search. */
  public List<Trial> trials() {
    return search.trials();
  }

  /** Says why an engine cannot train this sweep, as a message without a remedy; empty if it can. */
  public Optional<String> refusal(Engine engine) {
    if (spec.search().pauses() && !engine.canPause()) {
      return Optional.of(
          "Cannot train with "
              + spec.search().pausing()
              + " on the engine "
              + engine.name()
              + ": must be an engine that can pause a training");
    }
    return engine.refusal(spec.task(), trials());
  }

  /**
   * Reads the specification and its corpus, and reports all of its problems at once.
   *
   * @param overrides of the file's keys, such as {@code num_epochs=5}
   * @throws io.github.lstmsweep.UserException with one problem per line
   */
  public static SweepInput read(Path file, List<String> overrides, CorpusLoader loader) {
    return read(file, overrides, loader, Optional.empty());
  }

  /**
   * Reads the specification and its corpus, and reports all of its problems at once.
   *
   * @param overrides of the file's keys, such as {@code num_epochs=5}
   * @param place of the corpus, if the specification's place is not used
   * @throws io.github.lstmsweep.UserException with one problem per line
   */
  public static SweepInput read(
      Path file, List<String> overrides, CorpusLoader loader, Optional<String> place) {
    return read(file, overrides, loader, place, TableForm.NONE);
  }

  /**
   * Reads the specification and its corpus, and reports all of its problems at once.
   *
   * @param overrides of the file's keys, such as {@code num_epochs=5}
   * @param place of the corpus, if the specification's place is not used
   * @param table gives a text its form if the specification sets none
   * @throws io.github.lstmsweep.UserException with one problem per line
   */
  public static SweepInput read(
      Path file,
      List<String> overrides,
      CorpusLoader loader,
      Optional<String> place,
      TableForm table) {
    LoadedCorpus loaded = new LoadedCorpus(loader, place);
    SweepSpec spec = SpecReader.read(file, overrides, loaded, table);
    TrainingData data =
        loaded.corpus instanceof Corpus text ? text.withMinFreq(spec.minFreq()) : loaded.corpus;
    Search search = Search.of(spec, SweepDataset.of(spec, data));
    TrialLimits.check(search.trials());
    return new SweepInput(
        spec, data instanceof Corpus text ? text.upTo(spec.reach()) : data, search);
  }

  /** Keeps the corpus that it loads to answer its size. */
  private static final class LoadedCorpus implements CorpusSize {
    private final CorpusLoader loader;
    private final Optional<String> place;
    private TrainingData corpus;

    LoadedCorpus(CorpusLoader loader, Optional<String> place) {
      this.loader = loader;
      this.place = place;
    }

    private CorpusSource source(String name) {
      CorpusSource source = CorpusSource.of(name);
      return place.map(source::at).orElse(source);
    }

    @Override
    public long of(String name, String tokens, TextForm form) {
      corpus = loader.load(source(name), tokens, form);
      return corpus.length();
    }

    @Override
    public long ofSeries(String name, String column) {
      corpus = loader.loadSeries(source(name), column);
      return corpus.length();
    }

    @Override
    public boolean needsDownload(String name) {
      return loader.needsDownload(source(name));
    }
  }
}
