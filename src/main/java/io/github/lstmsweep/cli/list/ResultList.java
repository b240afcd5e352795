package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.compare.BaselineList;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Formats the rows of a table for people: the comparable ones first, the best of them on top, and
 * then the others with the reason. On a terminal no line is wider than it.
 */
public final class ResultList {
  /** The width of a sample or a reason where there is no terminal. */
  private static final int USUAL_CHARS = 60;

  /** The last column is not made narrower than this; the line is cut instead. */
  private static final int LEAST_CHARS = 8;

  private final List<TrialRow> comparable;
  private final List<TrialRow> others;
  private final Extent extent;
  private final OptionalInt width;
  private final List<String> columns;
  private final Function<TrialRow, List<String>> cells;
  private final int lastChars;

  private ResultList(
      TableRows rows,
      Extent extent,
      OptionalInt width,
      List<String> columns,
      Function<TrialRow, List<String>> cells,
      int usualChars) {
    this.comparable = rows.rows().stream().filter(TrialRow::isComparable).toList();
    this.others =
        rows.rows().stream()
            .filter(row -> !row.isComparable())
            .sorted(Comparator.comparingDouble(ResultList::pausedAt))
            .toList();
    this.extent = extent;
    this.width = width;
    this.columns = columns;
    this.cells = cells;
    this.lastChars =
        width.isPresent()
            ? Math.max(LEAST_CHARS, width.getAsInt() - table(0).widthBeforeLast())
            : usualChars;
  }

  /**
   * Returns the usual list: status, score, hyperparameters, time, and sample or reason.
   *
   * @param width the columns of the terminal; empty if there is none
   */
  public static ResultList of(TableRows rows, Varying varying, Extent extent, OptionalInt width) {
    boolean allHaveSamples = rows.rows().stream().allMatch(TrialRow::isComparable);
    Task task = rows.rows().stream().findFirst().map(TrialRow::task).orElse(Task.LANGUAGE_MODEL);
    List<String> columns = new ArrayList<>(List.of("status", task.metric()));
    columns.addAll(varying.names());
    columns.addAll(List.of("train_seconds", "trial", last(task, allHaveSamples)));
    ShortIds ids = ShortIds.of(rows);
    return new ResultList(
        rows, extent, width, columns, row -> usual(row, varying, ids), USUAL_CHARS);
  }

  /**
   * Returns the place of a row among those that cannot be compared: failures first, then the best.
   */
  private static double pausedAt(TrialRow row) {
    return row.status() == TrialStatus.PAUSED
        ? row.number("best_" + row.task().metric()).orElse(Double.MAX_VALUE)
        : Double.NEGATIVE_INFINITY;
  }

  /**
   * Returns a list of the chosen columns.
   *
   * @param width the columns of the terminal; empty if there is none
   */
  static ResultList of(TableRows rows, ChosenColumns chosen, Extent extent, OptionalInt width) {
    return new ResultList(rows, extent, width, chosen.names(), chosen::row, Integer.MAX_VALUE);
  }

  /** Returns the counts by status, such as {@code 11 OK, 1 DIVERGED}. */
  public static String counts(TableRows rows) {
    Map<TrialStatus, Integer> counts = rows.counts();
    return counts.entrySet().stream()
        .map(e -> Show.count(e.getValue()) + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns the best score next to the baselines that need no network, on the same windows. An
   * example is {@code best 7.7295; uniform 28, unigram 16.6667, bigram 9.5512, trigram 6.9016}. A
   * time series has {@code best 0.2349; noise 0.2000, linear 0.2341, naive 0.3031}. With several
   * seeds it is the best mean and not the luckiest seed. It is empty if no row has a score.
   */
  public static Optional<String> best(TableRows rows, Optional<Configurations> seeds) {
    return seeds.isPresent()
        ? seeds
            .get()
            .best()
            .map(best -> "best " + SeedList.shown(best) + baselines(best.rows().get(0)))
        : rows.best()
            .map(row -> "best " + Show.score(row.validationScore().getAsDouble()) + baselines(row));
  }

  private static String baselines(TrialRow row) {
    String known = BaselineList.of(row, Baseline::key);
    return known.isEmpty() ? "" : "; " + known;
  }

  /** Returns an aligned table, with a line on the rows that it leaves out. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(table(lastChars).lines());
    if (others.size() > extent.others()) {
      boolean arePaused =
          others.stream().skip(extent.others()).allMatch(r -> r.status() == TrialStatus.PAUSED);
      lines.add(
          "... "
              + Show.count(others.size() - extent.others())
              + (arePaused ? " more that are PAUSED" : " more that are not OK"));
    }
    if (comparable.size() > extent.comparable()) {
      boolean areOk =
          comparable.stream().skip(extent.comparable()).allMatch(r -> r.status() == TrialStatus.OK);
      lines.add(
          extent.comparable() + 1,
          "... "
              + Show.count(comparable.size() - extent.comparable())
              + (areOk ? " more that are OK" : " more that are OK or stopped early"));
    }
    return width.isEmpty()
        ? lines
        : lines.stream().map(line -> DisplayWidth.cut(line, width.getAsInt())).toList();
  }

  /** Returns whether the first line of a reason is too long for the list. */
  boolean isCut(String line) {
    return DisplayWidth.of(line) > lastChars;
  }

  /** Returns the table, in which the last column has at most {@code chars} characters. */
  private TextTable table(int chars) {
    TextTable table = new TextTable(cut(columns, chars));
    comparable.stream()
        .limit(extent.comparable())
        .forEach(row -> table.row(cut(cells.apply(row), chars)));
    others.stream().limit(extent.others()).forEach(row -> table.row(cut(cells.apply(row), chars)));
    return table;
  }

  private static List<String> cut(List<String> cells, int chars) {
    List<String> cut = new ArrayList<>(cells);
    int last = cut.size() - 1;
    cut.set(last, DisplayWidth.cut(cut.get(last).lines().findFirst().orElse(""), chars));
    return cut;
  }

  private static String last(Task task, boolean allHaveSamples) {
    if (task == Task.TIME_SERIES) {
      return allHaveSamples ? "" : "reason";
    }
    return allHaveSamples ? "sample" : "sample or reason";
  }

  private static List<String> usual(TrialRow row, Varying varying, ShortIds ids) {
    String last =
        row.isComparable()
            ? ControlCharacters.inAList(row.sample().orElse(""))
            : row.statusDetail().orElse("");
    return varying.row(
        List.of(
            row.status().name(),
            row.validationScore().isPresent()
                ? Show.score(row.validationScore().getAsDouble())
                : "-"),
        row::hyperparameter,
        List.of(seconds(row.trainSeconds()), ids.of(row.id()), last));
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
  }
}
