package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    Set<Hyperparameter> varying = ranked.get(0).configuration().values().keySet();
    List<String> columns = new ArrayList<>(List.of("mean", "sd", "n"));
    varying.forEach(h -> columns.add(h.key()));
    columns.addAll(List.of("behind the best", "told apart"));
    HtmlTable table = new HtmlTable(html, "Configurations over their seeds", columns);
    for (Standing standing : ranked.subList(0, Math.min(BEST, ranked.size()))) {
      html.open("tr").with("data-t", summary.places(standing.configuration().rows()));
      row(standing).forEach(cell -> HtmlTable.cell(html, cell));
      html.close().line();
    }
    table.end();
    int more = ranked.size() - BEST;
    if (more > 0) {
      html.element("p", Show.counted(more, "more configuration") + ".");
    }
  }

  private static List<String> row(Standing standing) {
    Configuration c = standing.configuration();
    List<String> cells = new ArrayList<>();
    cells.add(c.n() == 0 ? UNKNOWN : Show.score(c.mean()));
    cells.add(c.n() < 2 ? UNKNOWN : Show.score(c.sd()));
    cells.add(
        c.n() == c.rows().size()
            ? Show.count(c.n())
            : Show.count(c.n()) + " of " + Show.count(c.rows().size()));
    c.values().values().forEach(value -> cells.add(Show.parameter(value)));
    cells.add(
        standing
            .behind()
            .map(b -> Show.score(b.low()) + " to " + Show.score(b.high()))
            .orElse(UNKNOWN));
    cells.add(standing.isToldApart().map(apart -> apart ? "yes" : "no").orElse(UNKNOWN));
    return cells;
  }
}
