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
 * decides neither which machine is asked for a corpus nor with whose credentials.
 *
 * @param stored the table
 * @param loader how a corpus is found
 * @param place where a person says that the corpus lies; empty for the table's own place
 */
public record StoredCorpus(StoredSweep stored, CorpusLoader loader, Optional<String> place) {
  /**
   * The data that the table's trials learn from.
   *
   * @throws UserException if it cannot be read, or is not the table's
   */
  public TrainingData data() {
    return stored.isOfText()
        ? text()
        : checked(loader.loadSeries(source(), stored.spec().column()));
  }

  /**
   * The text that the table's trials learn from.
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

  /** The text that a person names must be the text that the rows were trained on. */
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
