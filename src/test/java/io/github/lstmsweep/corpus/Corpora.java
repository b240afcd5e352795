package io.github.lstmsweep.corpus;

import io.github.lstmsweep.corpus.load.TimeMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds texts that are not part of the project. It searches the folder of the system property or
 * the environment variable LSTM_SWEEP_CORPORA, else {@code ../shared/corpora} next to the project.
 * Tests that need a text say so and are skipped without it.
 */
public final class Corpora {
  private Corpora() {}

  /** Returns the file of The Time Machine, or empty if it is in none of the folders. */
  public static Optional<Path> timeMachine() {
    String property = System.getProperty("LSTM_SWEEP_CORPORA");
    String variable = System.getenv("LSTM_SWEEP_CORPORA");
    return Stream.of(
            property,
            variable,
            Path.of(System.getProperty("basedir", ".")).resolve("../shared/corpora").toString())
        .filter(folder -> folder != null && !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(TimeMachine.FILE))
        .filter(Files::exists)
        .findFirst();
  }
}
