package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.search.ExpectedScore;
import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.trial.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lists what a search expects of its paused trials, best first. */
final class ForecastList {
  private static final int MOST = 5;

  private ForecastList() {}

  /**
   * Returns an aligned table, and a line on the trials that it leaves out; nothing without a
   * forecast.
   *
   * @param width the columns of the terminal; empty if there is none
   */
  static List<String> lines(
      List<ExpectedScore> expected, Varying varying, ShortIds ids, OptionalInt width) {
    return lines(expected, Optional.empty(), varying, ids, width);
  }

  /**
   * Returns an aligned table with the most promising paused trial of each corpus. Forecasts of
   * different corpora cannot be compared, so the corpora keep their order.
   *
   * @param expected the forecasts of all corpora, best first within each
   * @param width the columns of the terminal; empty if there is none
   */
  static List<String> ofCorpora(
      List<ExpectedScore> expected, Varying varying, ShortIds ids, OptionalInt width) {
    Map<Dataset, ExpectedScore> first = new LinkedHashMap<>();
    expected.forEach(one -> first.putIfAbsent(one.trial().dataset(), one));
    return lines(
        List.copyOf(first.values()), Optional.of(ForecastList::corpus), varying, ids, width);
  }

  private static String corpus(ExpectedScore expected) {
    Dataset dataset = expected.trial().dataset();
    return dataset.series().map(series -> series.column() + " of ").orElse("") + dataset.corpus();
  }

  private static List<String> lines(
      List<ExpectedScore> expected,
      Optional<Function<ExpectedScore, String>> corpus,
      Varying varying,
      ShortIds ids,
      OptionalInt width) {
    if (expected.isEmpty()) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    corpus.ifPresent(name -> columns.add("corpus"));
    columns.addAll(List.of("forecast", interval()));
    columns.addAll(varying.names());
    columns.addAll(List.of("epochs", "trial"));
    TextTable table = new TextTable(columns);
    for (ExpectedScore trial : expected.subList(0, Math.min(MOST, expected.size()))) {
      Forecast forecast = trial.forecast();
      table.row(
          varying.row(
              Stream.concat(
                      corpus.stream().map(name -> name.apply(trial)),
                      Stream.of(
                          Show.score(forecast.score()),
                          Show.score(forecast.low()) + " to " + Show.score(forecast.high())))
                  .toList(),
              trial.trial().hyperparameters()::value,
              List.of(
                  Show.count(trial.epochs())
                      + " of "
                      + Show.count(trial.trial().hyperparameters().numEpochs()),
                  ids.of(trial.trial().id()))));
    }
    List<String> lines = new ArrayList<>();
    for (String line : table.lines()) {
      lines.add(width.isPresent() ? DisplayWidth.cut(line, width.getAsInt()) : line);
    }
    int more = expected.size() - MOST;
    if (more > 0) {
      lines.add(
          corpus.isPresent()
              ? "... " + Show.count(more) + (more == 1 ? " more corpus" : " more corpora")
              : "... " + Show.counted(more, "more paused trial") + ", whose forecasts are higher");
    }
    return lines;
  }

  private static String interval() {
    return Math.round(100 * Forecast.SHARE) + "% interval";
  }
}
