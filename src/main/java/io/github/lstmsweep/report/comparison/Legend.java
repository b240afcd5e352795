package io.github.lstmsweep.report.comparison;

import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;

/** The names of the tables beside the lines that they have in all charts. */
final class Legend {
  private static final int LINE = 20;

  private Legend() {}

  static void write(Html html, Tables tables) {
    int height = LINE * tables.size() + 4;
    Svg svg = new Svg(html, new Frame(480, height, 0, 480, 0, height), "Lines of the tables");
    for (int i = 0; i < tables.size(); i++) {
      double y = LINE * (i + 1.0) - 4;
      svg.line(Tables.style(i), 2, y - 4, 34, y - 4);
      svg.text("start", 42, y, tables.names().get(i));
    }
    svg.end();
  }
}
