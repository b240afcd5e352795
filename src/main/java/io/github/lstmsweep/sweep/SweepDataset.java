package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.specification.CorpusAxis;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.yaml.PlainYaml;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.SeriesForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes the data that the trials of a sweep learn from. */
public final class SweepDataset {
  private static final int MOST_TOLD = 5;

  private SweepDataset() {}

  /**
   * The dataset of a specification's trials.
   *
   * @throws UserException if a window reaches beyond the corpus's end, or a sample begins with
   *     tokens that the text lacks
   */
  public static Dataset of(SweepSpec spec, TrainingData corpus) {
    List<String> problems =
        new ArrayList<>(spec.problemsWith(shown(spec, corpus), corpus.length()));
    if (corpus instanceof Corpus text && text.vocabulary().size() > Dataset.LARGEST_VOCAB) {
      problems.add(
          "Cannot set corpus to %s: must have at most %d distinct tokens, but has %d; take tokens: char, a larger min_freq or a shorter text"
              .formatted(text.name(), Dataset.LARGEST_VOCAB, text.vocabulary().size()));
    }
    if (problems.isEmpty() && corpus instanceof Corpus text) {
      problems.addAll(SamplePrefix.problems(spec.sample(), text));
    }
    // Of many series, a few may have such a column; those who run them are warned.
    if (problems.isEmpty() && corpus instanceof TimeSeries series && !spec.axis().isMany()) {
      problems.addAll(constantColumns(spec, series));
    }
    if (!problems.isEmpty()) {
      throw new UserException(ExitCode.BAD_INPUT, problems);
    }
    return corpus instanceof Corpus text ? ofText(spec, text) : ofSeries(spec, (TimeSeries) corpus);
  }

  /**
   * The datasets of a specification's trials, in the order of its corpora.
   *
   * @throws UserException for the reasons of {@link #of}
   */
  public static List<Dataset> all(SweepSpec spec, CorpusSet corpora) {
    return corpora.all().stream().map(data -> of(spec, data)).toList();
  }

  /**
   * The corpora of a specification.
   *
   * @param all as they were loaded, in the order of the specification
   * @throws UserException if two have the same data, or if one is not that of its digest in the
   *     specification
   */
  public static CorpusSet corpora(SweepSpec spec, List<? extends TrainingData> all) {
    List<CorpusAxis.Source> sources = spec.axis().sources();
    List<String> digests = all.parallelStream().map(TrainingData::sha256).toList();
    List<String> problems = new ArrayList<>();
    Map<String, CorpusAxis.Source> seen = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      CorpusAxis.Source source = sources.get(i);
      String sha256 = digests.get(i);
      if (source.sha256().filter(named -> !named.equals(sha256)).isPresent()) {
        problems.add(
            "Cannot use corpus "
                + source.shown()
                + ": must have the SHA-256 "
                + source.sha256().get()
                + ", as its specification says, but has "
                + sha256
                + ", so the file has changed");
      }
      CorpusAxis.Source before = seen.putIfAbsent(sha256, source);
      if (before != null) {
        problems.add(
            "Cannot use corpus "
                + source.shown()
                + ": must have data of its own, but has that of "
                + before.shown());
      }
    }
    if (problems.size() > MOST_TOLD) {
      int more = problems.size() - MOST_TOLD;
      problems.subList(MOST_TOLD, problems.size()).clear();
      problems.add("... and " + more + " more corpora");
    }
    if (!problems.isEmpty()) {
      throw new UserException(ExitCode.BAD_INPUT, problems);
    }
    return CorpusSet.of(
        all.stream()
            .map(data -> data instanceof Corpus text ? text.withMinFreq(spec.minFreq()) : data)
            .toList());
  }

  /**
   * Returns a specification with the digests of its corpora.
   *
   * @throws UserException if the specification would be too long to be read again
   */
  static SweepSpec withSha256(SweepSpec spec, CorpusSet corpora) {
    SweepSpec known = spec.withSha256(corpora.sha256());
    if (spec.axis().isMany()) {
      int bytes = SpecWriter.toYaml(known).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > PlainYaml.MAX_BYTES) {
        throw UserException.badInput(
            "Cannot set corpus to "
                + spec.axis().count()
                + " corpora: must be fewer, because a specification with their names and digests has"
                + " at most "
                + PlainYaml.MAX_BYTES
                + " bytes, and this one "
                + bytes);
      }
    }
    return known;
  }

  /**
   * The datasets that the rows of a table name, in the order of its corpora. It is empty if the
   * rows do not agree, or if a corpus has no row.
   */
  public static Optional<List<Dataset>> ofRows(StoredSweep stored) {
    List<Dataset> known = known(stored.spec(), stored.table().rows());
    CorpusAxis axis = stored.spec().axis();
    if (!axis.isMany()) {
      return known.isEmpty() ? Optional.empty() : Optional.of(known);
    }
    Map<String, Dataset> bySha256 = new HashMap<>();
    known.forEach(dataset -> bySha256.put(dataset.corpusSha256(), dataset));
    return bySha256.keySet().containsAll(axis.sha256()) && !axis.sha256().isEmpty()
        ? Optional.of(axis.sha256().stream().map(bySha256::get).toList())
        : Optional.empty();
  }

  /**
   * The datasets that rows name, one for each corpus that has a row. It is empty if a sweep of one
   * corpus has rows that do not agree.
   */
  public static List<Dataset> known(SweepSpec spec, TableRows rows) {
    if (!spec.axis().isMany()) {
      return rows.dataset().stream().toList();
    }
    Map<String, Dataset> bySha256 = new LinkedHashMap<>();
    rows.rows().stream()
        .flatMap(row -> row.dataset().stream())
        .forEach(dataset -> bySha256.putIfAbsent(dataset.corpusSha256(), dataset));
    return List.copyOf(bySha256.values());
  }

  private static String shown(SweepSpec spec, TrainingData data) {
    return spec.axis().isMany() && data instanceof TimeSeries series
        ? series.column() + " of " + series.name()
        : spec.axis().isMany() ? data.name() : spec.corpus();
  }

  private static Dataset ofText(SweepSpec spec, Corpus text) {
    return new Dataset(
        text.name(),
        text.sha256(),
        text.tokens(),
        text.minFreq(),
        text.vocabulary().size(),
        spec.windows().train(),
        spec.windows().validation(),
        Optional.empty(),
        text.tokenizer().form(),
        SamplePrefix.resolved(spec.sample(), text, spec.windows().train()));
  }

  /** A column that does not vary has a deviation of 0, and tells a network nothing. */
  private static List<String> constantColumns(SweepSpec spec, TimeSeries series) {
    return series.inputColumns().stream()
        .filter(input -> isConstant(input.values(), spec.windows().train()))
        .map(
            input ->
                "Cannot set columns to %s: must vary in the training windows of %s, but is %s in all of them"
                    .formatted(
                        ControlCharacters.onOneLine(input.name()),
                        series.name(),
                        Show.parameter((double) input.values()[0])))
        .toList();
  }

  private static boolean isConstant(float[] values, int count) {
    for (int i = 1; i < count; i++) {
      if (values[i] != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static Dataset ofSeries(SweepSpec spec, TimeSeries series) {
    return Dataset.ofSeries(
        series.name(),
        series.sha256(),
        new SeriesForm(
            series.column(),
            series.inputColumns().stream().map(SeriesColumn::name).toList(),
            spec.scale()),
        spec.windows().train(),
        spec.windows().validation());
  }
}
