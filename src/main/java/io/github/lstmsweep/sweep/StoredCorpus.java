package io.github.lstmsweep.sweep;

import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.PublicUri;
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
  public TrainingData data() {
    return stored.isOfText()
        ? text()
        : checked(loader.loadSeries(source(), stored.spec().column()));
  }

  /**
   * Reads the text that the table's trials learn from.
   *
   * @throws UserException if it cannot be read, or is not the table's
   */
  public Corpus text() {
    SweepSpec spec = stored.spec();
    return checked(loader.load(source(), spec.tokens().key(), spec.text()))
        .withMinFreq(spec.minFreq());
  }

  private CorpusSource source() {
    CorpusSource named = CorpusSource.ofTable(stored.spec().corpus());
    if (place.isPresent()) {
      return named.at(place.get());
    }
    if (named.isRemote() && !stored.settings().isOnFilesystemOf(stored.root(), named.place())) {
      throw UserException.badInput(
          "Cannot read corpus "
              + named.shown()
              + ": must be confirmed, since the table's sweep.yaml names another machine",
          new Remedy(Remedy.Kind.CONFIRM_CORPUS, named.shown()));
    }
    return named;
  }

  /** Refuses a text named by a person if the rows were trained on a different one. */
  private <T extends TrainingData> T checked(T data) {
    if (place.isPresent()) {
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
    return data;
  }
}
