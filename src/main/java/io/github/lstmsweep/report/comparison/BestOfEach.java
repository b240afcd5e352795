package io.github.lstmsweep.report.comparison;

import io.github.lstmsweep.compare.BaselineList;
import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The best configuration of each table, with its baselines, its equals and its cost. */
public final class BestOfEach {
  private BestOfEach() {}

  /** Writes the table and a sentence per table. */
  public static void write(Html html, Tables tables) {
    SweepSummary first = tables.summaries().get(0);
    HtmlTable table =
        new HtmlTable(
            html,
            "The best of each table",
            List.of(
                "table",
                first.validationScore(),
                "configuration",
                "trials",
                "not OK",
                "train_seconds",
                "baselines"));
    for (int i = 0; i < tables.size(); i++) {
      table.row(row(tables.names().get(i), tables.summaries().get(i)));
    }
    table.end();
    for (int i = 0; i < tables.size(); i++) {
      sentences(html, tables.names().get(i), tables.summaries().get(i));
    }
    if (tables.summaries().stream().map(BestOfEach::windows).distinct().count() > 1) {
      html.element(
          "p",
          "warning",
          "The tables have different validation windows, so that their scores do not compare.");
    }
  }

  private static List<String> row(String name, SweepSummary summary) {
    List<String> cells = new ArrayList<>(List.of(name));
    int failed = summary.rows().size() - summary.ranked().size();
    if (summary.ranked().isEmpty()) {
      cells.addAll(List.of("–", "no trial is OK"));
    } else {
      Optional<Configuration> ofSeeds = summary.configurations().flatMap(Configurations::best);
      TrialRow row = summary.ranked().get(0);
      cells.add(Show.score(ofSeeds.map(Configuration::mean).orElseGet(() -> summary.scoreOf(row))));
      cells.add(ofSeeds.map(Configuration::shown).orElseGet(() -> summary.configuration(row)));
    }
    cells.add(Show.count(summary.rows().size()));
    cells.add(Show.count(failed));
    cells.add(
        Show.seconds(summary.rows().stream().mapToDouble(r -> r.trainSeconds().orElse(0)).sum()));
    cells.add(
        summary.ranked().isEmpty() ? "" : BaselineList.of(summary.ranked().get(0), Baseline::key));
    return cells;
  }

  private static void sentences(Html html, String name, SweepSummary summary) {
    summary
        .configurations()
        .flatMap(Configurations::verdict)
        .ifPresent(verdict -> html.element("p", name + ": " + verdict + "."));
    summary.test().forEach(line -> html.element("p", name + ": " + line));
  }

  /** Returns what decides the validation windows. */
  private static List<Object> windows(SweepSummary summary) {
    return summary.rows().stream()
        .findFirst()
        .map(
            row ->
                List.of(
                    of(row, "corpus_sha256"),
                    of(row, "train_windows"),
                    of(row, "validation_windows"),
                    of(row, "tokens"),
                    of(row, "vocab_size")))
        .orElse(List.of());
  }

  private static Object of(TrialRow row, String column) {
    return Objects.requireNonNullElse(row.values().get(column), "");
  }
}
