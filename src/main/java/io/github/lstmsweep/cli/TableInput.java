package io.github.lstmsweep.cli;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusLoader;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.HadoopReader;
import io.github.lstmsweep.result.StorageSettings;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.search.Remainder;
import io.github.lstmsweep.spec.SweepSpec;
import io.github.lstmsweep.trial.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code audit} and {@code verify} read: a table, its specification and its corpus. */
final class TableInput {
  @Parameters(paramLabel = "OUT", description = "The table: what run was given as --out.")
  private String out;

  @Option(
      names = "--corpus-dir",
      paramLabel = "DIR",
      description = "Where timemachine.txt lies (default: the folder LSTM_SWEEP_CORPORA).")
  private Optional<Path> corpusDir = Optional.empty();

  /** Made by picocli only. */
  TableInput() {}

  /** A table and the specification that made it. */
  record Stored(TrialTable table, SweepSpec spec, StorageSettings settings) {}

  Stored open() {
    corpusDir
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw UserException.badInput(
                  "Cannot set --corpus-dir to " + folder + ": must be a folder");
            });
    StorageSettings settings = StorageSettings.ofThisProcess();
    TrialTable table = TrialTable.open(settings.locate(out), settings);
    SweepSpec spec = Remainder.readStored(table.specification().orElseThrow(), table.place());
    return new Stored(table, spec, settings);
  }

  /** What its trials learn from. */
  TrainingData data(Stored stored) {
    SweepSpec spec = stored.spec();
    return spec.task().equals(Task.TIME_SERIES.key())
        ? loader(stored).loadSeries(spec.corpus(), spec.column())
        : corpus(stored);
  }

  /** The text that its trials learn from. */
  Corpus corpus(Stored stored) {
    return loader(stored)
        .load(stored.spec().corpus(), stored.spec().tokens())
        .withMinFreq(stored.spec().minFreq());
  }

  private CorpusLoader loader(Stored stored) {
    return new CorpusLoader(corpusDir, System.getenv(), new HadoopReader(stored.settings()));
  }
}
