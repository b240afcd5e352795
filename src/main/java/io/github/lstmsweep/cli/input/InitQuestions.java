package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.proposal.Budget;
import io.github.lstmsweep.sweep.proposal.SeriesProposal;
import io.github.lstmsweep.trial.Tokens;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Asks for the options of {@code init}, in the order in which they depend on each other. */
public final class InitQuestions {
  private static final List<String> KINDS = List.of("text", "csv", "table");

  private final Questions questions;
  private final CorpusLoader loader;
  private final StorageSettings settings;

  /** Prepares to ask; asks nothing. */
  public InitQuestions(Questions questions, CorpusLoader loader, StorageSettings settings) {
    this.questions = questions;
    this.loader = loader;
    this.settings = settings;
  }

  /** Asks for every option that decides the file. */
  public void fill(InitOptions options) {
    switch (questions.ask("Data (text, csv or table)", "text", word -> oneOf(KINDS, word))) {
      case "text" -> {
        options.text =
            Optional.of(questions.ask("Text", CorpusLoader.HARBOUR, InitQuestions::missing));
        options.tokens =
            Optional.of(
                questions.ask(
                    "Tokens (" + Tokens.names() + ")",
                    Tokens.CHAR.key(),
                    word ->
                        Tokens.of(word).isPresent() ? Optional.empty() : mustBe(Tokens.names())));
      }
      case "csv" -> csv(options);
      default ->
          options.table =
              Optional.of(
                  questions.ask(
                      "Table (a folder or a URI)",
                      "",
                      out -> problem(() -> StoredSweep.open(out, settings))));
    }
    if (options.table.isEmpty()) {
      options.time =
          Optional.of(
              questions.ask(
                  "Time for a run, such as 30s, 10m or 2h",
                  InitOptions.TIME,
                  typed ->
                      Budget.read(typed).isPresent() ? Optional.empty() : mustBe(Budget.BOUND)));
    }
    options.name =
        Optional.of(questions.ask("Name of the sweep", options.name(), SweepSpec::nameProblem));
    options.to =
        Optional.of(
            questions.ask(
                "File to write",
                options.name() + ".yaml",
                typed ->
                    exists(typed) && !options.force
                        ? Optional.of("Cannot write " + typed + ": there is a file already")
                        : Optional.empty()));
  }

  private void csv(InitOptions options) {
    String file = questions.ask("CSV file", "", typed -> problem(() -> series(typed)));
    List<String> series = series(file);
    options.csv = Optional.of(file);
    options.column =
        Optional.of(
            questions.ask(
                "Column (" + String.join(", ", series) + ")",
                series.get(series.size() - 1),
                word -> oneOf(series, word)));
  }

  private List<String> series(String file) {
    return SeriesProposal.series(loader.columns(file), file);
  }

  private static Optional<String> missing(String typed) {
    CorpusSource source = CorpusSource.of(typed);
    return source.isBuiltIn() || source.isRemote() || exists(typed)
        ? Optional.empty()
        : Optional.of("Cannot read " + typed + ": no such file");
  }

  private static boolean exists(String typed) {
    try {
      return Files.exists(Path.of(typed));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Optional<String> oneOf(Collection<String> words, String word) {
    return words.contains(word) ? Optional.empty() : mustBe("one of " + String.join(", ", words));
  }

  private static Optional<String> mustBe(String bound) {
    return Optional.of("It must be " + bound);
  }

  /** Returns the problem of an action, or empty if it has none. */
  private static Optional<String> problem(Runnable action) {
    try {
      action.run();
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(String.join("; ", e.problems()));
    }
  }
}
