package io.github.lstmsweep.report.html;

import java.util.List;

/** A table of texts. On a narrow screen it scrolls in its own region. */
public final class HtmlTable {
  private final Html html;

  /**
   * Begins a table.
   *
   * @param label the subject, for screen readers
   */
  public HtmlTable(Html html, String label, List<String> columns) {
    this.html = html;
    html.open("div", "wide")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", label + ", as a table")
        .open("table")
        .open("thead")
        .open("tr");
    columns.forEach(column -> html.open("th").with("scope", "col").text(column).close());
    html.close().close().open("tbody").line();
  }

  /** Adds a row. Numbers stand at the right. */
  public HtmlTable row(List<String> cells) {
    html.open("tr");
    cells.forEach(cell -> cell(html, cell));
    html.close().line();
    return this;
  }

  /** Writes a cell. A number stands at the right. */
  public static void cell(Html html, String cell) {
    html.open("td");
    if (isNumber(cell)) {
      html.with("class", "n");
    }
    html.text(cell).close();
  }

  private static boolean isNumber(String cell) {
    return !cell.isEmpty()
        && cell.length() < 30
        && cell.matches("[-−+0-9.,e%]+( s| min| h)?|–|inf");
  }

  /** Ends the table. */
  public void end() {
    html.close().close().close().line();
  }
}
