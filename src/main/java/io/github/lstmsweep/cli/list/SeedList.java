package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.cli.output.TerminalSize;
import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.StandingTable;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

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
    TextTable table = new TextTable(StandingTable.columns(configurations));
    configurations.ranked().stream()
        .limit(extent.comparable())
        .forEach(s -> table.row(StandingTable.row(s, UNKNOWN)));
    List<String> lines = new ArrayList<>();
    for (String line : table.lines()) {
      lines.add(width.isPresent() ? DisplayWidth.cut(line, width.getAsInt()) : line);
    }
    int more = configurations.ranked().size() - extent.comparable();
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
