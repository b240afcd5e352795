package io.github.lstmsweep.report;

import java.util.List;
import java.util.Locale;

/** An SVG drawing in the page. The page's style sets its colours. */
final class Drawing {
  private final StringBuilder svg = new StringBuilder();

  Drawing(int width, int height, String label) {
    svg.append("<svg role=\"img\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" style=\"max-width:")
        .append(width)
        .append("px\" aria-label=\"")
        .append(Markup.escaped(label))
        .append("\">\n");
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            style,
            x1,
            y1,
            x2,
            y2));
  }

  /** Draws a line through points, given as {@code x,y x,y …}. */
  void path(String style, String points, String title) {
    svg.append("<polyline class=\"")
        .append(style)
        .append("\" points=\"")
        .append(points)
        .append("\">");
    svg.append("<title>").append(Markup.escaped(title)).append("</title></polyline>\n");
  }

  void dot(String style, double x, double y, String title) {
    svg.append("<circle class=\"").append(style).append("\" cx=\"").append(Markup.at(x));
    svg.append("\" cy=\"").append(Markup.at(y)).append("\" r=\"3.5\"><title>");
    svg.append(Markup.escaped(title)).append("</title></circle>\n");
  }

  /** Writes a text; {@code anchor} is start, middle or end. */
  void text(String anchor, double x, double y, String text) {
    svg.append("<text text-anchor=\"").append(anchor).append("\" x=\"").append(Markup.at(x));
    svg.append("\" y=\"").append(Markup.at(y)).append("\">").append(Markup.escaped(text));
    svg.append("</text>\n");
  }

  /** Draws the grid lines of an axis from left to right, with their values. */
  void grid(ChartAxis axis, double left, double right) {
    List<Double> ticks = axis.ticks();
    List<String> texts = TickTexts.of(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double y = axis.at(ticks.get(i));
      line("grid", left, y, right, y);
      text("end", left - 6, y + 4, texts.get(i));
    }
  }

  @Override
  public String toString() {
    return svg + "</svg>\n";
  }
}
