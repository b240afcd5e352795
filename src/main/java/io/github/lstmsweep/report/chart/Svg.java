package io.github.lstmsweep.report.chart;

import io.github.lstmsweep.report.html.Html;
import java.util.List;

/**
 * Writes one drawing into a page. A mark may name the trials that it is of, by their places in the
 * table of all trials: the page's script shows and selects them.
 */
public final class Svg {
  /** The attribute in which a mark names its trials. */
  public static final String TRIALS = "data-t";

  private static final double DOT = 3.5;

  private final Html html;

  /**
   * Begins a drawing.
   *
   * @param label alternative text: the kind of chart and its subject
   */
  public Svg(Html html, Frame frame, String label) {
    this.html = html;
    html.open("div", "wide")
        .with("tabindex", "0")
        .with("role", "region")
        .with("aria-label", label)
        .open("svg")
        .with("role", "img")
        .with("width", frame.width())
        .with("height", frame.height())
        .with("viewBox", "0 0 " + frame.width() + " " + frame.height())
        .with("aria-label", label)
        .line();
  }

  /** Lets the script select the marks in a rectangle that a person draws. */
  public Svg brush(Frame frame) {
    html.open("rect", "brush")
        .with("x", frame.left())
        .with("y", frame.top())
        .with("width", frame.right() - (double) frame.left())
        .with("height", frame.bottom() - (double) frame.top())
        .close()
        .line();
    return this;
  }

  /** Draws a line of a style. */
  public Svg line(String style, double x1, double y1, double x2, double y2) {
    html.open("line", style).with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
    html.close().line();
    return this;
  }

  /** Draws a line through points, given as {@code x,y x,y …}; nothing without a point. */
  public Svg polyline(String style, String points, String trials) {
    if (points.isEmpty()) {
      return this;
    }
    html.open("polyline", style);
    trials(trials);
    html.with("points", points).close().line();
    return this;
  }

  /** Fills an area whose border goes through points. */
  public Svg area(String style, String points) {
    if (points.isEmpty()) {
      return this;
    }
    html.open("polygon", style).with("points", points).close().line();
    return this;
  }

  /** Draws a point. */
  public Svg dot(String style, double x, double y, String trials) {
    html.open("circle", style);
    trials(trials);
    html.with("cx", x).with("cy", y).with("r", DOT).close().line();
    return this;
  }

  /** Draws a rectangle. */
  public Svg rect(String style, double x, double y, double width, double height, String trials) {
    html.open("rect", style);
    trials(trials);
    html.with("x", x).with("y", y).with("width", width).with("height", height).close().line();
    return this;
  }

  /** Writes a text; {@code anchor} is start, middle or end. */
  public Svg text(String anchor, double x, double y, String text) {
    return text("", anchor, x, y, text);
  }

  /** Writes a text of a style. */
  public Svg text(String style, String anchor, double x, double y, String text) {
    html.open("text");
    if (!style.isEmpty()) {
      html.with("class", style);
    }
    html.with("text-anchor", anchor).with("x", x).with("y", y).text(text).close().line();
    return this;
  }

  /** Writes a text that runs upwards along the left edge. */
  public Svg upwards(double x, double y, String text) {
    html.open("text")
        .with("text-anchor", "middle")
        .with("transform", "translate(" + Html.number(x) + " " + Html.number(y) + ") rotate(-90)")
        .text(text)
        .close()
        .line();
    return this;
  }

  /** Draws the horizontal lines of a vertical axis with their values, and its name. */
  public Svg vertical(ChartAxis axis, Frame frame, String name) {
    List<Double> ticks = axis.ticks();
    List<String> texts = TickTexts.of(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double y = axis.at(ticks.get(i));
      line("grid", frame.left(), y, frame.right(), y);
      text("end", frame.left() - 6.0, y + 4, texts.get(i));
    }
    return name.isEmpty() ? this : upwards(12, (frame.top() + frame.bottom()) / 2.0, name);
  }

  /** Draws the vertical lines of a horizontal axis with their values, and its name. */
  public Svg horizontal(ChartAxis axis, Frame frame, String name) {
    List<Double> ticks = axis.ticks();
    List<String> texts = TickTexts.of(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      double x = axis.at(ticks.get(i));
      line("grid", x, frame.top(), x, frame.bottom());
      text("middle", x, frame.bottom() + 16.0, texts.get(i));
    }
    return text("middle", frame.middle(), frame.bottom() + 34.0, name);
  }

  /** Ends the drawing. */
  public void end() {
    html.close().close().line();
  }

  private void trials(String trials) {
    if (!trials.isEmpty()) {
      html.with(TRIALS, trials);
    }
  }
}
