package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.cli.output.RetryHint;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.sweep.SearchState;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.TestScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of a table at one moment.
 *
 * @param stored the table with its specification
 * @param rows its rows
 * @param expected the number of trials of the specification
 * @param left the trials that the sweep trains next
 */
record TableStatus(StoredSweep stored, TableRows rows, int expected, SearchState.Left left) {
  /** Reads the rows of a table. */
  static TableStatus of(StoredSweep stored) {
    TableRows rows = stored.table().rows();
    return new TableStatus(
        stored, rows, Search.size(stored.spec()), SearchState.left(stored, rows));
  }

  /** Returns whether the sweep has nothing to train. */
  boolean isComplete() {
    return left.isNone();
  }

  /** Returns the counts by status. */
  List<String> counts() {
    List<String> lines = new ArrayList<>();
    lines.add(line("table", stored.table().place()));
    lines.add(line("name", stored.spec().name()));
    if (stored.spec().axis().isMany()) {
      lines.add(line("corpora", Show.count(stored.spec().axis().count())));
    }
    lines.add(line("expected", Show.count(expected)));
    rows.counts().forEach((status, count) -> lines.add(line(status.name(), Show.count(count))));
    lines.add(line("unreadable", Show.count(rows.unreadable().size())));
    lines.add(line("missing", Show.count(left.missing())));
    if (stored.spec().search().pauses()) {
      lines.add(line("to go on", Show.count(left.goOn())));
    }
    return lines;
  }

  /**
   * Returns the list of the best rows, and what follows from it.
   *
   * @param out the table as the user typed it
   * @param chosen the columns of the list; empty for the usual ones
   * @param width the columns of the terminal; empty if there is none
   */
  List<String> results(
      String out, Optional<ChosenColumns> chosen, Extent extent, OptionalInt width) {
    Varying varying = Varying.of(stored.spec());
    if (chosen.isPresent()) {
      return ResultList.of(rows, chosen.get(), extent, width).lines();
    }
    if (rows.isOfSeveralCorpora()) {
      List<String> lines = new ArrayList<>(CorpusList.lines(rows, varying, extent, width));
      if (!left.expected().isEmpty()) {
        lines.add("");
        lines.addAll(ForecastList.ofCorpora(left.expected(), varying, ShortIds.of(rows), width));
      }
      left.leftOut().ifPresent(lines::add);
      lines.addAll(TestScore.of(stored.spec(), stored.table(), rows).lines(rows));
      RetryHint.ofTable(out).line(rows).ifPresent(lines::add);
      return lines;
    }
    ResultList list = ResultList.of(rows, varying, extent, width);
    List<String> lines = new ArrayList<>(list.lines());
    lines.addAll(CutReasons.lines(rows, list, varying, out));
    if (!left.expected().isEmpty()) {
      lines.add("");
      lines.addAll(ForecastList.lines(left.expected(), varying, ShortIds.of(rows), width));
    }
    Optional<Configurations> seeds = Configurations.of(rows, varying.hyperparameters());
    seeds.ifPresent(
        configurations -> {
          lines.add("");
          lines.addAll(SeedList.lines(configurations, extent, width));
        });
    left.leftOut().ifPresent(lines::add);
    ResultList.best(rows, seeds)
        .ifPresent(
            best -> {
              lines.add("");
              lines.add(best);
            });
    lines.addAll(new TestScore(stored.spec(), stored.table(), seeds).lines(rows));
    RetryHint.ofTable(out).line(rows).ifPresent(lines::add);
    return lines;
  }

  private static String line(String name, String value) {
    return String.format("%-14s%s", name, value);
  }
}
