package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.ChartAxis;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.chart.TickTexts;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.Values;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Every trial as a line through its values, which ends at its score. In a browser with scripts, a
 * range of an axis selects the trials that pass through it.
 */
public final class ParallelCoordinates implements Section {
  private static final int MOST_LINES = 500;

  /** More lines than this are drawn thinner. */
  private static final int MANY = 100;

  private static final int AXIS_WIDTH = 130;
  private static final int COLOURS = 9;

  @Override
  public String heading() {
    return "Parallel coordinates";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary.axes().isEmpty() || drawn(summary).size() < 2
        ? Optional.empty()
        : Optional.of(html -> write(html, summary));
  }

  private static void write(Html html, SweepSummary summary) {
    List<TrialRow> rows = drawn(summary);
    html.element(
        "p",
        "Each line is a trial; the darkest has the best score. Draw along an axis to select a range."
            + (rows.size() == MOST_LINES
                ? " These are the best trial and an even choice of the others: "
                    + Show.count(rows.size())
                    + " of "
                    + Show.count(summary.ranked().size())
                    + "."
                : ""));
    List<Hyperparameter> axes = summary.axes();
    Map<Hyperparameter, List<Object>> values = new LinkedHashMap<>();
    axes.forEach(h -> values.put(h, List.copyOf(summary.byValue(h).keySet())));
    int width = Math.max(480, 80 + AXIS_WIDTH * (axes.size() + 1));
    Frame frame = new Frame(width, 330, 60, width - 80, 34, 300);
    LogAxis scores =
        LogAxis.robust(
            rows.stream().mapToDouble(summary::scoreOf).toArray(), frame.bottom(), frame.top());
    Svg svg = new Svg(html, frame, "Parallel coordinates of all trials");
    for (int i = rows.size() - 1; i >= 0; i--) {
      TrialRow row = rows.get(i);
      Points points = new Points();
      for (int k = 0; k < axes.size(); k++) {
        List<Object> all = values.get(axes.get(k));
        int index = all.indexOf(Values.value(row, axes.get(k)));
        points.add(x(frame, axes.size(), k), place(frame, index, all.size()));
      }
      points.add(x(frame, axes.size(), axes.size()), scores.at(summary.scoreOf(row)));
      int colour = i == 0 ? 0 : Math.min(COLOURS - 1, 1 + (COLOURS - 1) * i / rows.size());
      svg.polyline(
          (rows.size() > MANY ? "line path many s" : "line path s") + colour,
          points.toString(),
          summary.place(row));
    }
    for (int k = 0; k < axes.size(); k++) {
      axis(svg, frame, x(frame, axes.size(), k), axes.get(k).key(), k);
      values(svg, frame, x(frame, axes.size(), k), values.get(axes.get(k)));
    }
    double last = x(frame, axes.size(), axes.size());
    axis(svg, frame, last, summary.validationScore(), axes.size());
    ticks(svg, last, scores);
    svg.end();
  }

  /** Returns the best trial and an even choice of the others, best first. */
  private static List<TrialRow> drawn(SweepSummary summary) {
    List<TrialRow> ranked =
        summary.ranked().stream().filter(row -> LogAxis.holds(summary.scoreOf(row))).toList();
    int n = ranked.size();
    return n <= MOST_LINES
        ? ranked
        : IntStream.range(0, MOST_LINES)
            .mapToObj(i -> ranked.get((int) ((long) i * (n - 1) / (MOST_LINES - 1))))
            .toList();
  }

  private static double x(Frame frame, int axes, int place) {
    return frame.left() + (frame.right() - frame.left()) * (double) place / axes;
  }

  private static double place(Frame frame, int index, int count) {
    return frame.bottom() - (frame.bottom() - frame.top()) * (index + 0.5) / count;
  }

  private static void axis(Svg svg, Frame frame, double x, String name, int place) {
    svg.text("title", "middle", x, frame.top() - 16.0, name);
    svg.line("axis", x, frame.top(), x, frame.bottom());
    svg.rect(
        "band-brush k" + place, x - 14, frame.top(), 28, frame.bottom() - (double) frame.top(), "");
  }

  private static void values(Svg svg, Frame frame, double x, List<Object> values) {
    int every = 1 + values.size() / 16;
    for (int i = 0; i < values.size(); i += every) {
      svg.text(
          "over", "end", x - 8, place(frame, i, values.size()) + 4, Show.parameter(values.get(i)));
    }
  }

  private static void ticks(Svg svg, double x, ChartAxis axis) {
    List<Double> ticks = axis.ticks();
    List<String> texts = TickTexts.of(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      svg.text("over", "start", x + 8, axis.at(ticks.get(i)) + 4, texts.get(i));
    }
  }
}
