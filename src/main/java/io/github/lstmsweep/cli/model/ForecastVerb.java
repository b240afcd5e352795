package io.github.lstmsweep.cli.model;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.NumberText;
import io.github.lstmsweep.cli.input.TrialInput;
import io.github.lstmsweep.cli.input.Words;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.model.SeriesForecast;
import io.github.lstmsweep.sweep.model.TrainedSeries;
import io.github.lstmsweep.train.series.ForecastStep;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code forecast OUT}: prints the next values of a time series. */
@Command(
    name = "forecast",
    description = "Forecast the next values of a time series, each with an interval.",
    mixinStandardHelpOptions = true)
public final class ForecastVerb implements Callable<Integer> {
  private static final double PERCENT = 100;

  @Spec private CommandSpec command;
  @Mixin private TrialInput input;

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "N",
      description = "The number of values to forecast.")
  private String steps;

  @Option(
      names = "--input",
      paramLabel = "FILE|URI",
      description =
          "Continue the series of this CSV file (default: the series that the model learned from).")
  private Optional<String> series = Optional.empty();

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "The column of that file (default: the table's).")
  private Optional<String> column = Optional.empty();

  @Option(
      names = "--interval",
      paramLabel = "PERCENT",
      description = "The probability that a value lies in its interval (default: 90).")
  private String interval = "90";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "How to print the forecasts: ${COMPLETION-CANDIDATES} (default: table).")
  private String format = "table";

  /** Only picocli calls this. */
  ForecastVerb() {}

  /** Picocli makes one, for the completion by a shell. */
  static final class Formats extends Words {
    Formats() {
      super(ForecastFormat.names());
    }
  }

  @Override
  public Integer call() {
    ForecastFormat form =
        ForecastFormat.named(format)
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot set --format to "
                            + format
                            + ": must be one of "
                            + String.join(", ", ForecastFormat.names())));
    int count = (int) NumberText.whole("--steps", steps, 1, SeriesForecast.MOST_STEPS);
    double percent = NumberText.positive("--interval", interval);
    if (percent >= PERCENT) {
      throw UserException.badInput("Cannot set --interval to " + interval + ": must be below 100");
    }
    if (column.isPresent() && series.isEmpty()) {
      throw UserException.badInput(
          "Cannot use --column alone: must have --input beside it, whose column it names");
    }
    StoredSweep stored = input.open();
    TrainedSeries trained = input.readSeries(stored);
    SeriesForecast forecast = new SeriesForecast(trained, count, percent / PERCENT);
    List<ForecastStep> made =
        series.isPresent() ? after(forecast, read(stored)) : forecast.ofItsSeries();
    PrintWriter print = command.commandLine().getOut();
    form.print(made, print);
    print.flush();
    return ExitCode.OK.code();
  }

  private static List<ForecastStep> after(SeriesForecast forecast, TimeSeries values) {
    return forecast.after(values, values.name());
  }

  private TimeSeries read(StoredSweep stored) {
    String place = series.orElseThrow();
    return input
        .loader(stored)
        .loadSeries(
            new CorpusSource(place, place, CorpusSource.Named.READER),
            List.of(column.orElse(stored.spec().column())),
            stored.spec().axis().inputs())
        .get(0);
  }
}
