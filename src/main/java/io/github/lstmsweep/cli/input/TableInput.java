package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.CorpusSet;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.sweep.StoredCorpus;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The arguments of verbs that read a table and its corpus. */
public final class TableInput {
  @Mixin private TableArgument table;

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

  /** Only picocli calls this. */
  TableInput() {}

  /** Opens the table. */
  public StoredSweep open() {
    corpusDir
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw UserException.badInput(
                  "Cannot set --corpus-dir to " + folder + ": must be a folder");
            });
    return table.sweep();
  }

  /** Reads the data that the table's trials learn from. */
  public CorpusSet data(StoredSweep stored) {
    return storedCorpus(stored).data();
  }

  /**
   * Reads the text that a trial of the table learns from.
   *
   * @param name the label of the text in the trial's row
   */
  public Corpus corpus(StoredSweep stored, String name) {
    return storedCorpus(stored).textCalled(name);
  }

  /** Reads the text or series that a trial of the table learns from. */
  public TrainingData dataOf(StoredSweep stored, Dataset dataset) {
    return storedCorpus(stored).of(dataset);
  }

  private StoredCorpus storedCorpus(StoredSweep stored) {
    return new StoredCorpus(stored, loader(stored), corpus);
  }

  /**
   * Returns a loader of texts and series that the user names, which reaches what the table does.
   */
  CorpusLoader loader(StoredSweep stored) {
    return new CorpusLoader(corpusDir, System.getenv(), new HadoopReader(stored.settings()));
  }

  /** Returns the table's address as the user typed it. */
  public String out() {
    return table.out();
  }

  /** Returns whether the user named the place of the corpus. */
  public boolean isCorpusNamed() {
    return corpus.isPresent();
  }
}
