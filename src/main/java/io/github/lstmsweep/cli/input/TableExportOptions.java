package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.sweep.export.table.Choice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options of an export of all trials. */
public final class TableExportOptions {
  /** The options, which an export of one model refuses. */
  public static final List<String> NAMES = List.of("--experiment", "--top", "--no-curves");

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description =
          "The name under which the trials are shown: MLflow's experiment, or Optuna's study"
              + " (default: the name of the sweep).")
  private Optional<String> experiment = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Export the N best trials (default: all trials, whatever their status).")
  private Optional<String> top = Optional.empty();

  @Option(
      names = "--no-curves",
      description = "Export the scores of each trial without those of its other epochs.")
  private boolean noCurves;

  /** Only picocli calls this. */
  TableExportOptions() {}

  /**
   * Returns the name under which the trials of a sweep are shown.
   *
   * @throws UserException if a name was typed that nobody can see
   */
  public String experiment(String sweep) {
    experiment
        .filter(String::isBlank)
        .ifPresent(
            typed -> {
              throw UserException.badInput(
                  "Cannot set --experiment to '" + typed + "': must not be blank");
            });
    return experiment.orElse(sweep);
  }

  /**
   * Returns the part of the table to export.
   *
   * @throws UserException if the number of trials is none
   */
  public Choice choice() {
    return new Choice(
        top.map(typed -> (int) NumberText.whole("--top", typed, 1, Integer.MAX_VALUE))
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        noCurves ? Choice.Points.SCORE : Choice.Points.CURVE);
  }
}
