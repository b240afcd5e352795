package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.ParetoFront;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Score against time and against trained tokens. The front joins the trials that no other trial
 * beats in both.
 */
public final class Tradeoff implements Section {
  @Override
  public String heading() {
    return "Score against cost";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    List<Measure> costs =
        Stream.of(summary.seconds(), Measure.TOKENS)
            .filter(cost -> differs(summary, cost))
            .toList();
    return costs.isEmpty() ? Optional.empty() : Optional.of(html -> write(html, summary, costs));
  }

  /** Returns whether a chart would have more than one column of points. */
  private static boolean differs(SweepSummary summary, Measure cost) {
    return drawable(summary, cost).stream()
            .mapToDouble(row -> cost.of(row).orElse(Double.NaN))
            .distinct()
            .count()
        > 1;
  }

  private static List<TrialRow> drawable(SweepSummary summary, Measure cost) {
    return summary.ranked().stream()
        .filter(
            row ->
                LogAxis.holds(cost.of(row).orElse(Double.NaN))
                    && LogAxis.holds(summary.scoreOf(row)))
        .toList();
  }

  private static void write(Html html, SweepSummary summary, List<Measure> costs) {
    html.element("p", "The line is the Pareto front: no other trial is better at a lower cost.");
    for (Measure cost : costs) {
      chart(html, summary, cost);
    }
  }

  private static void chart(Html html, SweepSummary summary, Measure cost) {
    List<TrialRow> rows = drawable(summary, cost);
    Frame frame = Frame.of(760, 330);
    LogAxis x =
        LogAxis.over(
            rows.stream().mapToDouble(row -> cost.of(row).orElse(Double.NaN)).toArray(),
            frame.left(),
            frame.right());
    LogAxis y =
        LogAxis.robust(
            rows.stream().mapToDouble(summary::scoreOf).toArray(), frame.bottom(), frame.top());
    Svg svg = new Svg(html, frame, summary.validationScore() + " against " + cost.noun());
    svg.vertical(y, frame, summary.validationScore());
    svg.horizontal(x, frame, cost.noun());
    svg.brush(frame);
    for (TrialRow row : rows) {
      svg.dot(
          "dot",
          x.at(cost.of(row).orElse(Double.NaN)),
          y.at(summary.scoreOf(row)),
          summary.place(row));
    }
    List<ParetoFront.Point> front = ParetoFront.of(rows, cost).points();
    Points steps = new Points();
    double last = Double.NaN;
    for (ParetoFront.Point point : front) {
      double place = x.at(point.cost());
      if (!Double.isNaN(last)) {
        steps.add(place, last);
      }
      last = y.at(point.score());
      steps.add(place, last);
    }
    svg.polyline("line front", steps.toString(), "");
    svg.end();
    Numbers numbers =
        new Numbers(
            html,
            "The Pareto front of " + cost.noun(),
            List.of(cost.noun(), summary.validationScore(), "configuration", "trial_id"));
    for (ParetoFront.Point point : front) {
      numbers.row(
          List.of(
              Show.scaled(point.cost()).strip(),
              Show.score(point.score()),
              summary.configuration(point.row()),
              point.row().id().hex()));
    }
    numbers.end();
  }
}
