package io.github.lstmsweep.report;

import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes a table of configurations over their seeds: mean, spread and distance from the best. */
final class SeedTable {
  private static final int BEST = 20;
  private static final String UNKNOWN = "–";

  private SeedTable() {}

  static String html(Configurations configurations) {
    List<Standing> ranked = configurations.ranked();
    if (configurations.best().isEmpty()) {
      return "<p>No trial is OK.</p>\n";
    }
    Set<Hyperparameter> varying = ranked.get(0).configuration().values().keySet();
    List<String> columns = new ArrayList<>(List.of("mean", "sd", "n"));
    varying.forEach(h -> columns.add(h.key()));
    columns.addAll(List.of("behind the best", "told apart"));
    HtmlTable table = new HtmlTable(columns);
    ranked.stream().limit(BEST).forEach(standing -> table.row(row(standing)));
    int more = ranked.size() - BEST;
    return table
        + (more > 0 ? "<p>" + Show.count(more) + " more configurations.</p>\n" : "")
        + configurations.verdict().map(v -> "<p>" + Markup.escaped(v) + ".</p>\n").orElse("");
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
