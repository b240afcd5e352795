package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.cli.output.TerminalSize;
import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.trial.Hyperparameter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Lists configurations with several seeds for people: their means, best first, and which may be the
 * best.
 */
public final class SeedList {
  private static final String UNKNOWN = "-";

  private SeedList() {}

  /**
   * Returns an aligned table, a line on the rows that it leaves out, and the configurations that
   * may be the best.
   *
   * @param width the columns of the terminal; empty if there is none
   */
  static List<String> lines(Configurations configurations, Extent extent, OptionalInt width) {
    List<String> columns = new ArrayList<>(List.of("mean", "sd", "n"));
    Set<Hyperparameter> varying =
        configurations.ranked().isEmpty()
            ? Set.of()
            : configurations.ranked().get(0).configuration().values().keySet();
    varying.forEach(h -> columns.add(h.key()));
    columns.addAll(List.of("behind the best", "told apart"));
    TextTable table = new TextTable(columns);
    configurations.ranked().stream().limit(extent.ok()).forEach(s -> table.row(row(s)));
    List<String> lines = new ArrayList<>();
    for (String line : table.lines()) {
      lines.add(width.isPresent() ? DisplayWidth.cut(line, width.getAsInt()) : line);
    }
    int more = configurations.ranked().size() - extent.ok();
    if (more > 0) {
      lines.add("... " + Show.counted(more, "more configuration"));
    }
    configurations.verdict().ifPresent(lines::add);
    return lines;
  }

  /** Prints a blank line and then the {@link #lines}. */
  public static void print(Configurations configurations, PrintWriter out) {
    out.println();
    lines(configurations, Extent.USUAL, TerminalSize.columns()).forEach(out::println);
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

  /**
   * Returns mean, standard deviation and number of seeds, such as {@code mean 7.7318, sd 0.1650, n
   * 5}.
   */
  static String shown(Configuration best) {
    return "mean "
        + Show.score(best.mean())
        + (best.n() < 2 ? "" : ", sd " + Show.score(best.sd()))
        + ", n "
        + Show.count(best.n());
  }
}
