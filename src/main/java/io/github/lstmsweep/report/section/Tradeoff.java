package io.github.lstmsweep.report.section;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Score against time and against trained tokens. The front joins the trials that no other trial
 * beats in both.
 */
public final class Tradeoff implements Section {
  /** A cost of a trial. */
  private record Cost(String name, Function<TrialRow, OptionalDouble> of) {
    double value(TrialRow row) {
      return of.apply(row).orElse(Double.NaN);
    }
  }

  private static final List<Cost> COSTS =
      List.of(
          new Cost("train_seconds", TrialRow::trainSeconds),
          new Cost("trained_tokens", row -> row.number("trained_tokens")));

  @Override
  public String heading() {
    return "Score against cost";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    List<Cost> costs = COSTS.stream().filter(cost -> differs(summary, cost)).toList();
    return costs.isEmpty() ? Optional.empty() : Optional.of(html -> write(html, summary, costs));
  }

  /** Returns whether a chart would have more than one column of points. */
  private static boolean differs(SweepSummary summary, Cost cost) {
    return drawable(summary, cost).stream().mapToDouble(cost::value).distinct().count() > 1;
  }

  private static List<TrialRow> drawable(SweepSummary summary, Cost cost) {
    return summary.ranked().stream()
        .filter(row -> LogAxis.holds(cost.value(row)) && LogAxis.holds(summary.scoreOf(row)))
        .toList();
  }

  private static void write(Html html, SweepSummary summary, List<Cost> costs) {
    html.element("p", "The line is the Pareto front: no other trial is better at a lower cost.");
    for (Cost cost : costs) {
      chart(html, summary, cost);
    }
  }

  private static void chart(Html html, SweepSummary summary, Cost cost) {
    List<TrialRow> rows = drawable(summary, cost);
    Frame frame = Frame.of(760, 330);
    LogAxis x =
        LogAxis.over(rows.stream().mapToDouble(cost::value).toArray(), frame.left(), frame.right());
    LogAxis y =
        LogAxis.robust(
            rows.stream().mapToDouble(summary::scoreOf).toArray(), frame.bottom(), frame.top());
    Svg svg = new Svg(html, frame, summary.validationScore() + " against " + cost.name());
    svg.vertical(y, frame, summary.validationScore());
    svg.horizontal(x, frame, cost.name());
    svg.brush(frame);
    for (TrialRow row : rows) {
      svg.dot("dot", x.at(cost.value(row)), y.at(summary.scoreOf(row)), summary.place(row));
    }
    List<TrialRow> front = front(summary, rows, cost);
    Points steps = new Points();
    double last = Double.NaN;
    for (TrialRow row : front) {
      double place = x.at(cost.value(row));
      if (!Double.isNaN(last)) {
        steps.add(place, last);
      }
      last = y.at(summary.scoreOf(row));
      steps.add(place, last);
    }
    svg.polyline("line front", steps.toString(), "");
    svg.end();
    Numbers numbers =
        new Numbers(
            html,
            "The Pareto front of " + cost.name(),
            List.of(cost.name(), summary.validationScore(), "configuration", "trial_id"));
    for (TrialRow row : front) {
      numbers.row(
          List.of(
              Show.scaled(cost.value(row)).strip(),
              Show.score(summary.scoreOf(row)),
              summary.configuration(row),
              row.id().hex()));
    }
    numbers.end();
  }

  /** Returns the trials that no other trial beats in both, cheapest first. */
  private static List<TrialRow> front(SweepSummary summary, List<TrialRow> rows, Cost cost) {
    List<TrialRow> byCost = new ArrayList<>(rows);
    byCost.sort(Comparator.comparingDouble(cost::value).thenComparingDouble(summary::scoreOf));
    List<TrialRow> front = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (TrialRow row : byCost) {
      if (summary.scoreOf(row) < best) {
        best = summary.scoreOf(row);
        front.add(row);
      }
    }
    return front;
  }
}
