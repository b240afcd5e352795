package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.failure.FailureRules;
import io.github.lstmsweep.compare.importance.MainEffect;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The trials that are not OK, by the values that they have, and with their reasons. */
public final class Failures implements Section {
  /** Reasons that are shown at once. */
  private static final int FEW = 6;

  private static final int MOST = 50;
  private static final int REASON_CHARS = 200;

  @Override
  public String heading() {
    return "Not OK";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    List<TrialRow> failed =
        summary.rows().stream().filter(row -> row.status().isFailure()).toList();
    return failed.isEmpty() && summary.table().rows().unreadable().isEmpty()
        ? Optional.empty()
        : Optional.of(html -> write(html, summary, failed));
  }

  private static void write(Html html, SweepSummary summary, List<TrialRow> failed) {
    FailureRules.of(summary.rows(), summary.table().factors())
        .rules()
        .forEach(rule -> html.element("p", sentence(rule.words())));
    if (!failed.isEmpty() && !summary.axes().isEmpty()) {
      byValue(html, summary);
    }
    reasons(html, summary, failed.subList(0, Math.min(FEW, failed.size())), true);
    if (failed.size() > FEW) {
      html.open("details").element("summary", Show.count(failed.size() - FEW) + " more");
      reasons(html, summary, failed.subList(FEW, Math.min(MOST, failed.size())), false);
      int more = failed.size() - MOST;
      if (more > 0) {
        html.element("p", Show.count(more) + " more are in the list of all trials.");
      }
      html.close().line();
    }
  }

  private static void reasons(
      Html html, SweepSummary summary, List<TrialRow> failed, boolean withUnreadable) {
    HtmlTable table =
        new HtmlTable(
            html,
            withUnreadable ? "Trials that are not OK" : "More trials that are not OK",
            List.of("status", "configuration", "reason"));
    for (TrialRow row : failed) {
      html.open("tr").with(Svg.TRIALS, summary.place(row));
      HtmlTable.cell(html, row.status().name());
      HtmlTable.cell(html, summary.configuration(row));
      HtmlTable.cell(html, shortened(row.statusDetail().orElse("")));
      html.close().line();
    }
    if (withUnreadable) {
      summary.table().rows().unreadable().stream()
          .limit(MOST)
          .forEach(u -> table.row(List.of("unreadable", u.id().hex(), shortened(u.reason()))));
    }
    table.end();
  }

  /** Writes a table of how often each value fails; parameters that decide the most come first. */
  private static void byValue(Html html, SweepSummary summary) {
    List<TrialStatus> statuses =
        summary.rows().stream()
            .map(TrialRow::status)
            .filter(TrialStatus::isFailure)
            .distinct()
            .sorted()
            .toList();
    List<String> columns = new ArrayList<>(List.of("parameter", "value", "trials", "not OK"));
    statuses.forEach(status -> columns.add(status.name()));
    List<List<String>> lines = new ArrayList<>();
    for (MainEffect effect : summary.effects(Measure.SCORE).ranked()) {
      effect.levels().forEach(level -> lines.add(line(effect, level, statuses)));
    }
    HtmlTable table = new HtmlTable(html, "Share of the trials that are not OK", columns);
    lines.stream().limit(MOST).forEach(table::row);
    table.end();
    int more = lines.size() - MOST;
    if (more > 0) {
      html.element("p", Show.counted(more, "more value") + ".");
    }
  }

  private static List<String> line(
      MainEffect effect, MainEffect.Level level, List<TrialStatus> statuses) {
    List<String> cells = new ArrayList<>();
    cells.add(effect.factor().name());
    cells.add(level.value());
    cells.add(Show.count(level.trials()));
    cells.add(level.percentNotOk());
    for (TrialStatus status : statuses) {
      cells.add(Show.count(level.rows().stream().filter(row -> row.status() == status).count()));
    }
    return cells;
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0))
        + words.substring(1)
        + (words.endsWith(".") ? "" : ".");
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= REASON_CHARS ? line : line.substring(0, REASON_CHARS - 3) + "...";
  }
}
