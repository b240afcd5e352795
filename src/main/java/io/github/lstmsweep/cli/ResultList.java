package io.github.lstmsweep.cli;

import io.github.lstmsweep.report.Configurations;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialRow;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The rows of a table for people: best first, those that are not OK last and with the reason. */
final class ResultList {
  private static final String UNIFORM = "uniform";
  private static final List<String> BASELINES = List.of(UNIFORM, "unigram", "bigram", "trigram");
  private static final int BEST = 15;
  private static final int NOT_OK = 10;
  private static final int REASON_CHARS = 60;

  private ResultList() {}

  /** {@code 11 OK, 1 DIVERGED}. */
  static String counts(TableRows rows) {
    Map<TrialStatus, Integer> counts = rows.counts();
    return counts.entrySet().stream()
        .map(e -> Show.count(e.getValue()) + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  /**
   * The best beside what it takes no network for, on the same windows: {@code best 7.7295; uniform
   * 28, unigram 16.6667, bigram 9.5512, trigram 6.9016}. Where seeds vary it is a mean, and not the
   * luckiest seed. Empty where no row has a score.
   */
  static Optional<String> best(TableRows rows, Optional<Configurations> seeds) {
    return seeds.isPresent()
        ? seeds
            .get()
            .best()
            .map(best -> "best " + SeedList.shown(best) + beside(best.rows().get(0)))
        : rows.best()
            .map(
                row ->
                    "best "
                        + Show.perplexity(row.validationPerplexity().getAsDouble())
                        + beside(row));
  }

  private static String beside(TrialRow row) {
    return BASELINES.stream()
        .filter(name -> row.number(column(name)).isPresent())
        .map(name -> name + " " + baseline(row.number(column(name)).getAsDouble()))
        .reduce((first, next) -> first + ", " + next)
        .map(all -> "; " + all)
        .orElse("");
  }

  private static String column(String baseline) {
    return baseline.equals(UNIFORM) ? "vocab_size" : baseline + "_perplexity";
  }

  private static String baseline(double perplexity) {
    return perplexity == Math.rint(perplexity)
        ? Show.parameter(perplexity)
        : Show.perplexity(perplexity);
  }

  /** An aligned table, and a line for what it leaves out. */
  static List<String> lines(TableRows rows, Varying varying) {
    List<TrialRow> ok = rows.rows().stream().filter(r -> r.status() == TrialStatus.OK).toList();
    List<TrialRow> notOk = rows.rows().stream().filter(r -> r.status() != TrialStatus.OK).toList();
    List<String> columns = new ArrayList<>(List.of("status", "validation_perplexity"));
    columns.addAll(varying.names());
    columns.addAll(List.of("train_seconds", notOk.isEmpty() ? "sample" : "sample or reason"));
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

  private static void add(TextTable table, Varying varying, TrialRow row) {
    String last =
        row.status() == TrialStatus.OK ? row.sample().orElse("") : row.statusDetail().orElse("");
    table.row(
        varying.row(
            List.of(
                row.status().name(),
                row.validationPerplexity().isPresent()
                    ? Show.perplexity(row.validationPerplexity().getAsDouble())
                    : "-"),
            row::hyperparameter,
            List.of(seconds(row.trainSeconds()), shortened(last))));
  }

  private static String seconds(OptionalDouble seconds) {
    return seconds.isPresent() ? String.format(Locale.ROOT, "%.1f", seconds.getAsDouble()) : "-";
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= REASON_CHARS ? line : line.substring(0, REASON_CHARS - 3) + "...";
  }
}
