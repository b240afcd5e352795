package io.github.lstmsweep.report;

import java.util.List;

/** An HTML table whose cells are texts. */
final class HtmlTable {
  private final StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n");

  HtmlTable(List<String> columns) {
    html.append("<thead><tr>");
    columns.forEach(c -> html.append("<th>").append(Markup.escaped(c)).append("</th>"));
    html.append("</tr></thead>\n<tbody>\n");
  }

  void row(List<String> cells) {
    html.append("<tr>");
    for (String cell : cells) {
      boolean number = cell.matches("[-0-9.,e+]+( s)?");
      html.append(number ? "<td class=\"n\">" : "<td>")
          .append(Markup.escaped(cell))
          .append("</td>");
    }
    html.append("</tr>\n");
  }

  @Override
  public String toString() {
    return html + "</tbody></table></div>\n";
  }
}
