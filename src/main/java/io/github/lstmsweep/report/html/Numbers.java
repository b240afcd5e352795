package io.github.lstmsweep.report.html;

import java.util.List;

/**
 * The table of numbers behind a chart, which opens on demand. It is the chart's text alternative.
 */
public final class Numbers {
  private final Html html;
  private final HtmlTable table;

  /**
   * Begins the table.
   *
   * @param label the chart's subject
   */
  public Numbers(Html html, String label, List<String> columns) {
    this.html = html;
    html.open("details").element("summary", "Numbers");
    this.table = new HtmlTable(html, label, columns);
  }

  /** Adds a row. */
  public Numbers row(List<String> cells) {
    table.row(cells);
    return this;
  }

  /** Ends the table. */
  public void end() {
    table.end();
    html.close().line();
  }
}
