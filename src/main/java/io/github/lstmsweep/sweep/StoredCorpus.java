package io.github.lstmsweep.sweep;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.specification.CorpusAxis;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.PublicUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the corpus of a stored sweep. A stranger may have written the table. So the table alone
 * does not decide which machine is asked for a corpus, nor with which credentials.
 *
 * @param stored the table
 * @param loader finds a corpus
 * @param place of the corpus, as a person names it; empty for the table's own place
 */
public record StoredCorpus(StoredSweep stored, CorpusLoader loader, Optional<String> place) {
  /**
   * Reads the data that the table's trials learn from.
   *
   * @throws UserException if it cannot be read, or is not the table's
   */
  public CorpusSet data() {
    CorpusAxis axis = stored.spec().axis();
    if (place.isPresent() && axis.corpora().size() > 1) {
      throw placeOfMany(place.get(), axis);
    }
    List<TrainingData> all = new ArrayList<>();
    for (String corpus : axis.corpora()) {
      if (stored.isOfText()) {
        all.add(text(corpus));
      } else {
        all.addAll(loader.loadSeries(source(corpus), axis.columns(), axis.inputs()));
      }
    }
    all.forEach(this::check);
    return SweepDataset.corpora(stored.spec(), all);
  }

  /**
   * Reads the text or the series that a trial learns from. A series that is not the trial's any
   * more is returned too, so that the caller can compare the SHA-256.
   *
   * @throws UserException if it cannot be read, or is not the table's
   */
  public TrainingData of(Dataset dataset) {
    if (stored.isOfText()) {
      return textCalled(dataset.corpus());
    }
    CorpusAxis axis = stored.spec().axis();
    String file =
        axis.corpora().contains(dataset.corpus()) ? dataset.corpus() : stored.spec().corpus();
    List<TrainingData> columns =
        new ArrayList<>(loader.loadSeries(source(file), axis.columns(), axis.inputs()));
    return columns.stream()
        .filter(series -> series.sha256().equals(dataset.corpusSha256()))
        .findFirst()
        .orElse(columns.get(0));
  }

  /**
   * Reads one text that the table's trials learn from.
   *
   * @param name the label of the text in a row
   * @throws UserException if it cannot be read, or is not the table's
   */
  public Corpus textCalled(String name) {
    CorpusAxis axis = stored.spec().axis();
    return axis.isMany() && axis.corpora().contains(name) ? text(name) : text();
  }

  /**
   * Reads the text that the table's trials learn from.
   *
   * @throws UserException if it cannot be read, or is not the table's
   */
  public Corpus text() {
    Corpus text = text(stored.spec().corpus());
    check(text);
    return text;
  }

  private Corpus text(String corpus) {
    SweepSpec spec = stored.spec();
    return loader
        .load(source(corpus), spec.tokens().key(), spec.text())
        .withMinFreq(spec.minFreq());
  }

  /** Returns the error that a person names one place for several corpora. */
  static UserException placeOfMany(String place, CorpusAxis axis) {
    return UserException.badInput(
        "Cannot read "
            + axis.corpora().size()
            + " corpora from "
            + PublicUri.of(place)
            + ": must have no other place, as it would be one for all");
  }

  private CorpusSource source(String corpus) {
    boolean isOne = stored.spec().axis().corpora().size() == 1;
    CorpusSource named =
        isOne
            ? CorpusSource.ofTable(corpus)
            : new CorpusSource(corpus, corpus, CorpusSource.Named.READER);
    if (place.isPresent()) {
      return named.at(place.get());
    }
    if (named.isRemote() && !stored.settings().isOnFilesystemOf(stored.root(), named.place())) {
      String problem =
          "Cannot read corpus "
              + named.shown()
              + ": must be confirmed, since the table's sweep.yaml names another machine";
      throw isOne
          ? UserException.badInput(problem, new Remedy(Remedy.Kind.CONFIRM_CORPUS, named.shown()))
          : UserException.badInput(problem + ", and a sweep of several corpora cannot do it yet");
    }
    return named;
  }

  /** Refuses a text named by a person if the rows were trained on a different one. */
  private void check(TrainingData data) {
    if (place.isPresent() && !stored.spec().axis().isMany()) {
      Optional<Dataset> rows = stored.table().rows().dataset();
      if (rows.isPresent() && !rows.get().corpusSha256().equals(data.sha256())) {
        throw UserException.badInput(
            "Cannot use "
                + PublicUri.of(place.get())
                + " as the table's corpus: must have the SHA-256 "
                + rows.get().corpusSha256()
                + ", as the rows of "
                + stored.table().place()
                + " say, but has "
                + data.sha256());
      }
    }
  }
}
