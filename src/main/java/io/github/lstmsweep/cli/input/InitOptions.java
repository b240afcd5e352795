package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.proposal.Budget;
import io.github.lstmsweep.sweep.proposal.CorpusPath;
import io.github.lstmsweep.trial.Tokens;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of {@code init}. {@link InitQuestions} sets them if a person gives none. */
public final class InitOptions {
  static final String TIME = "10m";

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "Learn from this text in UTF-8, or from a built-in one (harbour, timemachine).")
  Optional<String> text = Optional.empty();

  @Option(
      names = "--tokens",
      paramLabel = "char|word|word-punct",
      completionCandidates = TokenWords.class,
      description =
          "With --text: cut it into characters (default), words, or words and punctuation marks.")
  Optional<String> tokens = Optional.empty();

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Learn from a column of this CSV file, whose first line names its columns.")
  Optional<String> csv = Optional.empty();

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description =
          "With --csv: the column (default: the only one that has a number in every line).")
  Optional<String> column = Optional.empty();

  @Option(
      names = "--table",
      paramLabel = "OUT",
      description = "Write the specification that is stored in this table.")
  Optional<String> table = Optional.empty();

  @Option(
      names = "--corpus",
      paramLabel = "FILE|URI",
      description = "With --table: the place of its corpus now.")
  Optional<String> corpus = Optional.empty();

  @Option(
      names = "--time",
      paramLabel = "DURATION",
      description =
          "With --text or --csv: the time that a run may take on this machine (default: "
              + TIME
              + ").")
  Optional<String> time = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the sweep (default: that of the data).")
  Optional<String> name = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The file to write (default: NAME.yaml in this folder).")
  Optional<String> to = Optional.empty();

  @Option(names = "--force", description = "Replace the file if it is there already.")
  boolean force;

  /** Only picocli calls this. */
  InitOptions() {}

  /** Picocli makes one, for the completion by a shell. */
  static final class TokenWords extends Words {
    TokenWords() {
      super(Arrays.stream(Tokens.values()).map(Tokens::key).toList());
    }
  }

  /** Returns whether an option names the data. */
  public boolean hasData() {
    return Stream.of(text, csv, table).anyMatch(Optional::isPresent);
  }

  /**
   * Checks that the options fit together.
   *
   * @throws UserException if they do not
   */
  public void check() {
    List<String> given =
        Stream.of(text.map(file -> "--text"), csv.map(file -> "--csv"), table.map(out -> "--table"))
            .flatMap(Optional::stream)
            .toList();
    if (given.isEmpty()) {
      throw UserException.badInput(
          "Cannot leave out --text, --csv or --table: must name the data; without options, `init`"
              + " asks at a terminal only");
    }
    if (given.size() > 1) {
      throw UserException.badInput(
          "Cannot use " + String.join(" and ", given) + " together: must be one of them");
    }
    requireOnlyWith("--tokens", tokens, "--text", text.isPresent());
    requireOnlyWith("--column", column, "--csv", csv.isPresent());
    requireOnlyWith("--corpus", corpus, "--table", table.isPresent());
    requireOnlyWith("--time", time, "--text or --csv", table.isEmpty());
    if (tokens.isPresent() && Tokens.of(tokens.get()).isEmpty()) {
      throw UserException.badInput(
          "Cannot set --tokens to " + tokens.get() + ": must be " + Tokens.names());
    }
    if (Budget.read(time()).isEmpty()) {
      throw UserException.badInput("Cannot set --time to " + time() + ": must be " + Budget.BOUND);
    }
    name.flatMap(SweepSpec::nameProblem)
        .ifPresent(
            problem -> {
              throw UserException.badInput(problem.replaceFirst("name", "--name"));
            });
  }

  private static void requireOnlyWith(
      String option, Optional<String> value, String other, boolean isThere) {
    if (value.isPresent() && !isThere) {
      throw UserException.badInput(
          "Cannot use " + option + " without " + other + ": must be left out here");
    }
  }

  /** Returns the text to learn from, if the data is one. */
  public Optional<String> text() {
    return text;
  }

  /** Returns how to cut the text. */
  public Tokens tokens() {
    return tokens.flatMap(Tokens::of).orElse(Tokens.CHAR);
  }

  /** Returns the CSV file to learn from, if the data is one. */
  public Optional<String> csv() {
    return csv;
  }

  /** Returns the column of the CSV file; empty if nobody named one. */
  public String column() {
    return column.orElse("");
  }

  /** Returns the table, if the data is one. */
  public Optional<String> table() {
    return table;
  }

  /** Returns the place of the table's corpus, if a person named it. */
  public Optional<String> corpus() {
    return corpus;
  }

  /** Returns the data as a person named it. */
  public String data() {
    return text.or(() -> csv).or(() -> table).orElseThrow();
  }

  /** Returns the budget on this machine. */
  public Budget budget() {
    return new Budget(
        Budget.read(time()).orElseThrow(), Runtime.getRuntime().availableProcessors());
  }

  private String time() {
    return time.orElse(TIME);
  }

  /** Returns the name that a person gave the sweep, or one that follows from the data. */
  public String name() {
    return name.orElseGet(() -> CorpusPath.nameFor(data()));
  }

  /** Returns whether a person named the sweep. */
  public boolean isNamed() {
    return name.isPresent();
  }

  /**
   * Returns the file to write.
   *
   * @param named the name of the sweep
   */
  public Path file(String named) {
    String typed = to.orElse(named + ".yaml");
    try {
      return Path.of(typed);
    } catch (InvalidPathException e) {
      throw UserException.badInput("Cannot write " + typed + ": must be a path");
    }
  }

  /** Returns whether an existing file may be replaced. */
  public boolean isForced() {
    return force;
  }
}
