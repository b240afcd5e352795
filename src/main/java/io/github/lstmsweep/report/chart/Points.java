package io.github.lstmsweep.report.chart;

import io.github.lstmsweep.report.html.Html;

/** Collects the points of a line, as SVG writes them. */
public final class Points {
  private final StringBuilder points = new StringBuilder();

  /** Adds a point. */
  public Points add(double x, double y) {
    if (points.length() > 0) {
      points.append(' ');
    }
    points.append(Html.number(x)).append(',').append(Html.number(y));
    return this;
  }

  /** Returns whether there is no point. */
  public boolean isEmpty() {
    return points.length() == 0;
  }

  @Override
  public String toString() {
    return points.toString();
  }
}
