package io.github.lstmsweep.report.comparison;

import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The tables that a page compares.
 *
 * @param names of the sweeps; with their number where two sweeps have one name
 * @param summaries in the order of the names
 */
public record Tables(List<String> names, List<SweepSummary> summaries) {
  /** The number of lines that a reader can tell apart in a chart. */
  static final int COLOURS = 5;

  /** Copies the lists. */
  public Tables {
    names = List.copyOf(names);
    summaries = List.copyOf(summaries);
  }

  /** Gives each table a name of its own. */
  public static Tables of(List<SweepSummary> summaries) {
    List<String> plain = summaries.stream().map(s -> s.table().name()).toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      names.add(
          Collections.frequency(plain, plain.get(i)) == 1
              ? plain.get(i)
              : plain.get(i) + " (" + (i + 1) + ")");
    }
    return new Tables(names, summaries);
  }

  int size() {
    return names.size();
  }

  /** Returns the style of a table's lines. */
  static String style(int place) {
    return "line c" + place % COLOURS;
  }
}
