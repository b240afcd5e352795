package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The texts that the models write, one for each quarter of a bit of perplexity. */
public final class Samples implements Section {
  private static final int MOST = 12;
  private static final int STEPS_PER_BIT = 4;

  @Override
  public String heading() {
    return "What they write";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    Map<Long, TrialRow> byPerplexity = new LinkedHashMap<>();
    for (TrialRow row : summary.ranked()) {
      if (row.sample().isPresent()) {
        double bits = Math.log(summary.scoreOf(row)) / Math.log(2);
        byPerplexity.putIfAbsent(Math.round(STEPS_PER_BIT * bits), row);
      }
    }
    return byPerplexity.isEmpty()
        ? Optional.empty()
        : Optional.of(html -> write(html, summary, List.copyOf(byPerplexity.values())));
  }

  private static void write(Html html, SweepSummary summary, List<TrialRow> rows) {
    html.element("p", "One trial for each quarter of a bit of perplexity, best first.");
    HtmlTable table =
        new HtmlTable(html, "Samples", List.of("perplexity", "sample", "configuration"));
    for (TrialRow row : rows.subList(0, Math.min(MOST, rows.size()))) {
      html.open("tr").with(Svg.TRIALS, summary.place(row));
      HtmlTable.cell(html, Show.score(summary.scoreOf(row)));
      html.element("td", "sample", ControlCharacters.inAList(row.sample().orElseThrow()));
      HtmlTable.cell(html, summary.configuration(row));
      html.close().line();
    }
    table.end();
  }
}
