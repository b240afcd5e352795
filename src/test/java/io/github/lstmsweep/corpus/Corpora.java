package io.github.lstmsweep.corpus;

import io.github.lstmsweep.corpus.load.TimeMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Texts that are not part of the project. Looked for in the folder of the system property or the
 * environment variable LSTM_SWEEP_CORPORA, else in {@code ../shared/corpora} beside the project;
 * tests that need one say so and are skipped without it.
 */
public final class Corpora {
  private Corpora() {}

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
