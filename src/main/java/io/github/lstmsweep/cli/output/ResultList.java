package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.compare.BaselineList;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Formats the rows of a table for people: best first, and rows that are not OK last, with the
 * reason.
 */
public final class ResultList {
  private static final int BEST = 15;
  private static final int NOT_OK = 10;
  private static final int REASON_CHARS = 60;

  private ResultList() {}

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
  public static List<String> lines(TableRows rows, Varying varying) {
    List<TrialRow> ok = rows.rows().stream().filter(r -> r.status() == TrialStatus.OK).toList();
    List<TrialRow> notOk = rows.rows().stream().filter(r -> r.status() != TrialStatus.OK).toList();
    Task task = rows.rows().stream().findFirst().map(TrialRow::task).orElse(Task.LANGUAGE_MODEL);
    List<String> columns = new ArrayList<>(List.of("status", task.metric()));
    columns.addAll(varying.names());
    columns.addAll(List.of("train_seconds", last(task, notOk.isEmpty())));
    TextTable table = new TextTable(columns);
    ok.stream().limit(BEST).forEach(row -> add(table, varying, row));
    notOk.stream().limit(NOT_OK).forEach(row -> add(table, varying, row));
    List<String> lines = new ArrayList<>(table.lines());
    if (notOk.size() > NOT_OK) {
      lines.add("... " + Show.count(notOk.size() - NOT_OK) + " more that are not OK");
    }
    if (ok.size() > BEST) {
      lines.add(BEST + 1, "... " + Show.count(ok.size() - BEST) + " more that are OK");
    }
    return lines;
  }

  /** Returns whether the first line of a reason is too long for the list. */
  static boolean isCut(String line) {
    return line.codePointCount(0, line.length()) > REASON_CHARS;
  }

  private static String last(Task task, boolean allAreOk) {
    if (task == Task.TIME_SERIES) {
      return allAreOk ? "" : "reason";
    }
    return allAreOk ? "sample" : "sample or reason";
  }

  private static void add(TextTable table, Varying varying, TrialRow row) {
    String last =
        row.status() == TrialStatus.OK
            ? ControlCharacters.inAList(row.sample().orElse(""))
            : row.statusDetail().orElse("");
    table.row(
        varying.row(
            List.of(
                row.status().name(),
                row.validationScore().isPresent()
                    ? Show.score(row.validationScore().getAsDouble())
                    : "-"),
            row::hyperparameter,
            List.of(seconds(row.trainSeconds()), shortened(last))));
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return isCut(line)
        ? line.substring(0, line.offsetByCodePoints(0, REASON_CHARS - 3)) + "..."
        : line;
  }
}
