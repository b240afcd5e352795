package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.compare.WallShares;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LinearAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The use of the time: training, validation and the rest, and the trials at work over time. */
public final class WallTimes implements Section {
  /** After longer pauses nothing is drawn: later runs continued the table. */
  private static final double LONGEST_PAUSE = 600;

  private static final int MOST_STEPS = 600;

  @Override
  public String heading() {
    return "Where the time went";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    List<TrialRow> rows =
        summary.rows().stream()
            .filter(
                row ->
                    row.number("started_at").isPresent() && row.number("finished_at").isPresent())
            .toList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(html -> write(html, rows));
  }

  private static void write(Html html, List<TrialRow> rows) {
    WallShares shares = WallShares.of(rows);
    double total = shares.places() * shares.busySeconds();
    html.element(
        "p",
        "At most "
            + Show.counted(shares.places(), "trial")
            + " ran at once, over "
            + Show.seconds(shares.busySeconds())
            + ". The shares are of that many cores over that time.");
    HtmlTable table = new HtmlTable(html, "Where the time went", List.of("cores", "time", "share"));
    line(table, "training", shares.trainingSeconds(), total);
    line(table, "validation", shares.validationSeconds(), total);
    line(table, "the rest of the trials: data, samples, models", shares.otherSeconds(), total);
    line(table, "without a trial while others ran", shares.idleSeconds(), total);
    table.end();
    if (shares.pausedSeconds() <= LONGEST_PAUSE) {
      chart(html, rows);
    }
  }

  private static void line(HtmlTable table, String name, double seconds, double total) {
    table.row(
        List.of(
            name,
            Show.seconds(seconds),
            total > 0 ? Math.round(100 * seconds / total) + "%" : "–"));
  }

  /** Draws the number of trials at work. */
  private static void chart(Html html, List<TrialRow> rows) {
    TreeMap<Double, Integer> changes = new TreeMap<>();
    double begin = Spans.micros(rows, "started_at")[0] / Spans.MICROS_PER_SECOND;
    for (TrialRow row : rows) {
      changes.merge(at(row, "started_at") - begin, 1, Integer::sum);
      changes.merge(at(row, "finished_at") - begin, -1, Integer::sum);
    }
    double last = changes.lastKey();
    if (last <= 0) {
      return;
    }
    int running = 0;
    int most = 0;
    for (int change : changes.values()) {
      running += change;
      most = Math.max(most, running);
    }
    Frame frame = Frame.of(760, 200);
    LinearAxis x = new LinearAxis(0, last, frame.left(), frame.right());
    LinearAxis y = new LinearAxis(0, most * 1.05, frame.bottom(), frame.top());
    Svg svg = new Svg(html, frame, "Trials at work over time");
    svg.vertical(y, frame, "trials at work");
    svg.horizontal(x, frame, "seconds since the first start");
    svg.polyline("line mean", steps(changes, x, y).toString(), "");
    svg.end();
  }

  private static double at(TrialRow row, String column) {
    return row.number(column).orElseThrow() / Spans.MICROS_PER_SECOND;
  }

  /** Returns the steps; with thousands of trials, only the last change in each pixel. */
  private static Points steps(SortedMap<Double, Integer> changes, LinearAxis x, LinearAxis y) {
    Points points = new Points();
    int running = 0;
    double drawn = Double.NEGATIVE_INFINITY;
    double pixel = changes.size() <= MOST_STEPS ? 0 : 1;
    double height = y.at(0);
    for (Map.Entry<Double, Integer> change : changes.entrySet()) {
      running += change.getValue();
      double place = x.at(change.getKey());
      if (place - drawn >= pixel) {
        points.add(place, height).add(place, y.at(running));
        drawn = place;
        height = y.at(running);
      }
    }
    return points;
  }
}
