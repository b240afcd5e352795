package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.compare.StandingTable;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The configurations over their seeds: mean, spread and distance from the best. */
public final class Seeds implements Section {
  private static final int BEST = 20;
  private static final String UNKNOWN = "–";

  @Override
  public String heading() {
    return "Over the seeds";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary
        .configurations()
        .filter(configurations -> configurations.best().isPresent())
        .map(configurations -> html -> write(html, summary, configurations));
  }

  private static void write(Html html, SweepSummary summary, Configurations configurations) {
    List<Standing> ranked = configurations.ranked();
    HtmlTable table =
        new HtmlTable(
            html, "Configurations over their seeds", StandingTable.columns(configurations));
    for (Standing standing : ranked.subList(0, Math.min(BEST, ranked.size()))) {
      html.open("tr").with(Svg.TRIALS, summary.places(standing.configuration().rows()));
      StandingTable.row(standing, UNKNOWN).forEach(cell -> HtmlTable.cell(html, cell));
      html.close().line();
    }
    table.end();
    int more = ranked.size() - BEST;
    if (more > 0) {
      html.element("p", Show.counted(more, "more configuration") + ".");
    }
  }
}
