package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.TrialColumns;
import io.github.lstmsweep.report.summary.TrialColumns.TrialColumn;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The list of all trials, best first. The page's script sorts and filters it, shows a part of it at
 * a time, opens a trial's curve, and writes it as CSV.
 */
public final class AllTrials implements Section {
  /** The rows of one part of the list, which a browser lays out when it comes into view. */
  private static final int PART = 100;

  /** A browser takes seconds for tens of thousands of cells, so the rows after these are text. */
  private static final int MOST_ROWS = 1_000;

  @Override
  public String heading() {
    return "All trials";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary.rows().isEmpty() ? Optional.empty() : Optional.of(html -> write(html, summary));
  }

  private static void write(Html html, SweepSummary summary) {
    List<TrialColumn> columns = TrialColumns.of(summary);
    List<TrialRow> rows = summary.rows();
    html.open("div").with("id", "tools").with("hidden", "hidden").close().line();
    html.open("p")
        .with("id", "count")
        .with("role", "status")
        .text(Show.counted(rows.size(), "trial") + ", best first.")
        .close();
    html.open("div", "wide trials")
        .with("id", "list")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", "List of all trials")
        .open("table")
        .with("id", "trials")
        .open("thead")
        .open("tr");
    columns.forEach(column -> html.open("th").with("scope", "col").text(column.name()).close());
    html.close().close().line();
    int inTable = Math.min(MOST_ROWS, rows.size());
    for (int first = 0; first < inTable; first += PART) {
      html.open("tbody").line();
      for (TrialRow row : rows.subList(first, Math.min(first + PART, inTable))) {
        html.open("tr").with(Svg.TRIALS, summary.place(row));
        columns.forEach(column -> cell(html, column, row));
        html.close().line();
      }
      html.close().line();
    }
    html.close().close().line();
    if (inTable < rows.size()) {
      text(html, columns, rows.subList(inTable, rows.size()));
    }
  }

  /** Writes rows as lines of text with tabs between the cells. The script makes rows of them. */
  private static void text(Html html, List<TrialColumn> columns, List<TrialRow> rows) {
    html.open("details")
        .with("id", "rest")
        .element("summary", Show.counted(rows.size(), "more trial") + ", as text")
        .open("pre")
        .with("tabindex", "0");
    for (TrialRow row : rows) {
      html.text(columns.stream().map(column -> column.shown(row)).collect(Collectors.joining("\t")))
          .line();
    }
    html.close().close().line();
  }

  private static void cell(Html html, TrialColumn column, TrialRow row) {
    if (column.name().equals("sample")) {
      html.element("td", "sample", column.shown(row));
    } else if (column.isNumber()) {
      html.element("td", "n", column.shown(row));
    } else {
      HtmlTable.cell(html, column.shown(row));
    }
  }
}
