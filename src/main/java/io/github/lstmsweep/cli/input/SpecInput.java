package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.specification.TableForm;
import io.github.lstmsweep.sweep.SweepInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The arguments of {@code plan} and {@code run}: a specification and its corpus, which decide the
 * trials.
 */
public final class SpecInput {
  @Parameters(paramLabel = "SPEC", description = "The specification, a YAML file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A key of the file and what goes before its value, such as num_epochs=5, lr=[0.1,1],"
              + " timeout.trial=10m.")
  private final List<String> overrides = new ArrayList<>();

  @Option(
      names = "--corpus-dir",
      paramLabel = "DIR",
      description = "Where timemachine.txt lies (default: the folder LSTM_SWEEP_CORPORA).")
  private Optional<Path> corpusDir = Optional.empty();

  @Option(
      names = "--corpus",
      paramLabel = "FILE|URI",
      description =
          "Read the corpus there. The table keeps the specification's name for it, and knows it by"
              + " its bytes.")
  private Optional<String> corpus = Optional.empty();

  /** Only picocli calls this. */
  SpecInput() {}

  /**
   * Reads the specification and its corpus.
   *
   * @throws UserException with all problems
   */
  public SweepInput read(StorageSettings settings) {
    return read(settings, TableForm.NONE);
  }

  /**
   * Reads the specification and its corpus. A specification that does not set {@code text} takes
   * the table's form.
   *
   * @throws UserException with all problems
   */
  public SweepInput read(StorageSettings settings, TableForm table) {
    corpusDir
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            folder -> {
              throw UserException.badInput(
                  "Cannot set --corpus-dir to " + folder + ": must be a folder");
            });
    return SweepInput.read(
        file,
        overrides,
        new CorpusLoader(corpusDir, System.getenv(), new HadoopReader(settings)),
        corpus,
        table);
  }
}
