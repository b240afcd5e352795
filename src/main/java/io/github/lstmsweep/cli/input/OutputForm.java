package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import picocli.CommandLine.Option;

/** The options {@code --quiet} and {@code --json}: the form of a run's output. */
public final class OutputForm {
  @Option(
      names = "--quiet",
      description = "Print the last line of the summary only, and warnings and errors.")
  private boolean quiet;

  @Option(names = "--json", description = "Print one JSON object per event and line, for programs.")
  private boolean json;

  /** Only picocli calls this. */
  OutputForm() {}

  /**
   * Whether the output is quiet.
   *
   * @throws UserException if the user also asked for JSON
   */
  public boolean isQuiet() {
    if (quiet && json) {
      throw UserException.badInput(
          "Cannot combine --quiet with --json: must be one of them, since both decide the output");
    }
    return quiet;
  }

  /** Whether the output is JSON. */
  public boolean isJson() {
    return json;
  }
}
