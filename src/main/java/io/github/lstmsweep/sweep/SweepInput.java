package io.github.lstmsweep.sweep;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CsvColumns;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.CorpusSize;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.TableForm;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A sweep as the user asks for it: a complete specification, its data, and so its trials.
 *
 * @param data each corpus up to the end of its last window
 * @param search decides which trials run
 */
public record SweepInput(SweepSpec spec, CorpusSet data, Search search) {
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
    LoadedCorpora loaded = new LoadedCorpora(loader, place);
    SweepSpec read = SpecReader.read(file, overrides, loaded, table);
    if (place.isPresent() && read.axis().corpora().size() > 1) {
      throw StoredCorpus.placeOfMany(place.get(), read.axis());
    }
    CorpusSet data = SweepDataset.corpora(read, loaded.all);
    SweepSpec spec = SweepDataset.withSha256(read, data);
    Search search = Search.of(spec, SweepDataset.all(spec, data));
    TrialLimits.check(search.trials());
    return new SweepInput(spec, data.upTo(spec.reach()), search);
  }

  /** Keeps the corpora that it loads to answer their sizes. */
  private static final class LoadedCorpora implements CorpusSize {
    private final CorpusLoader loader;
    private final Optional<String> place;
    private final List<TrainingData> all = new ArrayList<>();

    LoadedCorpora(CorpusLoader loader, Optional<String> place) {
      this.loader = loader;
      this.place = place;
    }

    private CorpusSource source(String name) {
      CorpusSource source = CorpusSource.of(name);
      return place.map(source::at).orElse(source);
    }

    @Override
    public long of(String name, String tokens, TextForm form) {
      Corpus text = loader.load(source(name), tokens, form);
      all.add(text);
      return text.length();
    }

    @Override
    public long ofColumns(String name, List<String> columns, List<String> inputs) {
      List<TimeSeries> series = loader.loadSeries(source(name), columns, inputs);
      all.addAll(series);
      return series.get(0).length();
    }

    @Override
    public Optional<List<String>> files(String folder, Pattern names) {
      return Optional.of(loader.files(folder, names));
    }

    @Override
    public Optional<List<String>> columns(String name) {
      return Optional.of(
          loader.columns(source(name).place()).columns().stream()
              .filter(CsvColumns.Column::isSeries)
              .map(CsvColumns.Column::name)
              .toList());
    }

    @Override
    public boolean needsDownload(String name) {
      return loader.needsDownload(source(name));
    }
  }
}
