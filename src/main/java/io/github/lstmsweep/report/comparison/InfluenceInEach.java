package io.github.lstmsweep.report.comparison;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.Values;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** The geometric mean of the scores at each value of each parameter, one line per table. */
public final class InfluenceInEach {
  private InfluenceInEach() {}

  /** Returns whether a parameter varies in a table with scores. */
  public static boolean hasAny(Tables tables) {
    return !axes(tables).isEmpty() && scores(tables).length > 0;
  }

  /** Writes a chart per parameter. */
  public static void write(Html html, Tables tables) {
    html.element("p", "Geometric means of the trials that are OK. The lines are, in this order:");
    Legend.write(html, tables);
    LogAxis scale = LogAxis.robust(scores(tables), 0, 1);
    html.open("div", "panels").line();
    for (Hyperparameter h : axes(tables)) {
      chart(html, tables, h, scale);
    }
    html.close().line();
    numbers(html, tables);
  }

  private static Set<Hyperparameter> axes(Tables tables) {
    Set<Hyperparameter> axes = new LinkedHashSet<>();
    tables.summaries().forEach(summary -> axes.addAll(summary.axes()));
    return axes;
  }

  private static double[] scores(Tables tables) {
    return tables.summaries().stream()
        .flatMap(summary -> summary.ranked().stream().map(summary::scoreOf))
        .mapToDouble(score -> score)
        .filter(LogAxis::holds)
        .toArray();
  }

  private static void chart(Html html, Tables tables, Hyperparameter h, LogAxis scale) {
    List<Object> values = values(tables, h);
    Frame frame = new Frame(372, 250, 62, 364, 28, 214);
    LogAxis axis = new LogAxis(scale.low(), scale.high(), frame.bottom(), frame.top());
    SweepSummary first = tables.summaries().get(0);
    Svg svg = new Svg(html, frame, first.validationScore() + " by " + h.key() + " in each table");
    svg.text("title", "start", frame.left(), 14, h.key() + ": " + first.validationScore());
    svg.vertical(axis, frame, "");
    for (int v = 0; v < values.size(); v++) {
      svg.text("middle", x(frame, v, values), frame.bottom() + 18.0, Show.parameter(values.get(v)));
    }
    for (int i = 0; i < tables.size(); i++) {
      Points line = new Points();
      for (int v = 0; v < values.size(); v++) {
        OptionalDouble mean = mean(tables.summaries().get(i), h, values.get(v));
        if (mean.isPresent()) {
          line.add(x(frame, v, values), axis.at(mean.getAsDouble()));
          svg.dot("dot", x(frame, v, values), axis.at(mean.getAsDouble()), "");
        }
      }
      svg.polyline(Tables.style(i), line.toString(), "");
    }
    svg.end();
  }

  private static List<Object> values(Tables tables, Hyperparameter h) {
    Set<Object> values = new TreeSet<>(Values.ORDER);
    tables.summaries().forEach(summary -> values.addAll(summary.byValue(h).keySet()));
    return List.copyOf(values);
  }

  private static double x(Frame frame, int place, List<Object> values) {
    return frame.left() + (frame.right() - frame.left()) * (place + 0.5) / values.size();
  }

  private static OptionalDouble mean(SweepSummary summary, Hyperparameter h, Object value) {
    OptionalDouble logs =
        summary.ranked().stream()
            .filter(row -> Values.ORDER.compare(Values.value(row, h), value) == 0)
            .mapToDouble(summary::scoreOf)
            .filter(LogAxis::holds)
            .map(Math::log)
            .average();
    return logs.isPresent()
        ? OptionalDouble.of(Math.exp(logs.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static void numbers(Html html, Tables tables) {
    List<String> columns = new ArrayList<>(List.of("parameter", "value"));
    columns.addAll(tables.names());
    Numbers numbers = new Numbers(html, "Influence of each parameter", columns);
    for (Hyperparameter h : axes(tables)) {
      for (Object value : values(tables, h)) {
        List<String> cells = new ArrayList<>(List.of(h.key(), Show.parameter(value)));
        for (SweepSummary summary : tables.summaries()) {
          OptionalDouble mean = mean(summary, h, value);
          cells.add(mean.isPresent() ? Show.score(mean.getAsDouble()) : "–");
        }
        numbers.row(cells);
      }
    }
    numbers.end();
  }
}
