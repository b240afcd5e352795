package io.github.lstmsweep.cli;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusLoader;
import io.github.lstmsweep.corpus.CorpusSource;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.HadoopReader;
import io.github.lstmsweep.result.StorageSettings;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.search.Remainder;
import io.github.lstmsweep.spec.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.PublicUri;
import io.github.lstmsweep.trial.Task;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The input of {@code audit} and {@code verify}: a table, its specification and its corpus. Another
 * person may have written the table, so it decides alone neither which machine is asked for a
 * corpus nor with whose credentials.
 */
final class TableInput {
  @Parameters(paramLabel = "OUT", description = "The table: what run was given as --out.")
  private String out;

  @Option(
      names = "--corpus-dir",
      paramLabel = "DIR",
      description = "Where timemachine.txt lies (default: the folder LSTM_SWEEP_CORPORA).")
  private Optional<Path> corpusDir = Optional.empty();

  @Option(
      names = "--corpus",
      paramLabel = "FILE|URI",
      description =
          "Read the table's corpus there: where it lies now, or the address to fetch it from, which"
              + " the table's own word is not enough for.")
  private Optional<String> corpus = Optional.empty();

  /** Made by picocli only. */
  TableInput() {}

  /** A table, where it lies, and the specification that made it. */
  record Stored(URI root, TrialTable table, SweepSpec spec, StorageSettings settings) {}

  Stored open() {
    corpusDir
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw UserException.badInput(
                  "Cannot set --corpus-dir to " + folder + ": must be a folder");
            });
    StorageSettings settings = StorageSettings.ofThisProcess();
    URI root = settings.locate(out);
    TrialTable table = TrialTable.open(root, settings);
    SweepSpec spec = Remainder.readStored(table.specification().orElseThrow(), table.place());
    return new Stored(root, table, spec, settings);
  }

  /**
   * The data that its trials learn from.
   *
   * @throws UserException where it cannot be read, or is none of the table's
   */
  TrainingData data(Stored stored) {
    SweepSpec spec = stored.spec();
    return spec.task().equals(Task.TIME_SERIES.key())
        ? checked(stored, loader(stored).loadSeries(source(stored), spec.column()))
        : corpus(stored);
  }

  /** The text that its trials learn from. */
  Corpus corpus(Stored stored) {
    SweepSpec spec = stored.spec();
    Corpus text = checked(stored, loader(stored).load(source(stored), spec.tokens(), spec.text()));
    return text.withMinFreq(spec.minFreq());
  }

  /** The table as a person typed it. */
  String out() {
    return out;
  }

  /** Whether a person says where it is read. */
  boolean isCorpusNamed() {
    return corpus.isPresent();
  }

  private CorpusSource source(Stored stored) {
    CorpusSource named = CorpusSource.ofTable(stored.spec().corpus());
    if (corpus.isPresent()) {
      return named.at(corpus.get());
    }
    if (named.isRemote() && !stored.settings().isOnFilesystemOf(stored.root(), named.place())) {
      throw UserException.badInput(
          "Cannot read corpus "
              + named.shown()
              + ": must be confirmed, since the table's sweep.yaml names another machine; add"
              + " --corpus "
              + named.shown()
              + ", or --corpus FILE to read a copy");
    }
    return named;
  }

  /** The text that a person names must be the one that the rows are of. */
  private <T extends TrainingData> T checked(Stored stored, T data) {
    if (corpus.isPresent()) {
      Optional<Dataset> rows = stored.table().rows().dataset();
      if (rows.isPresent() && !rows.get().corpusSha256().equals(data.sha256())) {
        throw UserException.badInput(
            "Cannot set --corpus to "
                + PublicUri.of(corpus.get())
                + ": must be the text of the SHA-256 "
                + rows.get().corpusSha256()
                + ", as the rows of "
                + stored.table().place()
                + " say, but has "
                + data.sha256());
      }
    }
    return data;
  }

  private CorpusLoader loader(Stored stored) {
    return new CorpusLoader(corpusDir, System.getenv(), new HadoopReader(stored.settings()));
  }
}
