package io.github.lstmsweep.report.comparison;

import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LinearAxis;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.train.EpochPoint;
import java.util.List;

/** The learning curve of the best trial of each table. */
public final class CurvesOfEach {
  private CurvesOfEach() {}

  /** Returns whether a best trial has a curve. */
  public static boolean hasAny(Tables tables) {
    return tables.summaries().stream().anyMatch(summary -> !curve(summary).isEmpty());
  }

  /** Writes the chart. */
  public static void write(Html html, Tables tables) {
    Legend.write(html, tables);
    Frame frame = Frame.of(760, 340);
    List<List<EpochPoint>> curves = tables.summaries().stream().map(CurvesOfEach::curve).toList();
    double[] scores =
        curves.stream()
            .flatMap(List::stream)
            .mapToDouble(EpochPoint::validationScore)
            .filter(LogAxis::holds)
            .toArray();
    int epochs = curves.stream().mapToInt(List::size).max().orElse(1);
    LogAxis y = LogAxis.robust(scores, frame.bottom(), frame.top());
    LinearAxis x = new LinearAxis(1, Math.max(2, epochs), frame.left(), frame.right());
    String score = tables.summaries().get(0).validationScore();
    Svg svg = new Svg(html, frame, "Learning curves of the best trial of each table");
    svg.vertical(y, frame, score);
    svg.horizontal(x, frame, "epoch");
    for (int i = 0; i < curves.size(); i++) {
      Points line = new Points();
      for (EpochPoint point : curves.get(i)) {
        if (LogAxis.holds(point.validationScore())) {
          line.add(x.at(point.epoch()), y.at(point.validationScore()));
        }
      }
      svg.polyline(Tables.style(i), line.toString(), "");
    }
    svg.end();
  }

  private static List<EpochPoint> curve(SweepSummary summary) {
    return summary.ranked().isEmpty() ? List.of() : summary.curve(summary.ranked().get(0));
  }
}
