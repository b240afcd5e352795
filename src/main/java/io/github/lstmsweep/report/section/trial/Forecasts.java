package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LinearAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.train.series.ForecastPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The validation values of a series and the best model's forecasts of them, with the error by
 * horizon.
 */
public final class Forecasts implements Section {
  private static final int LEGEND_LINE = 20;
  private static final int PLOT = 320;

  @Override
  public String heading() {
    return "Forecasts of the best";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    boolean isAny =
        summary.forecasts().stream()
            .anyMatch(point -> Double.isFinite(point.value()) && Double.isFinite(point.ahead(1)));
    return summary.ranked().isEmpty() || !isAny
        ? Optional.empty()
        : Optional.of(html -> write(html, summary));
  }

  private static void write(Html html, SweepSummary summary) {
    List<ForecastPoint> points = summary.forecasts();
    html.element(
        "p",
        "The validation values, and the forecasts of the best trial"
            + (summary.varying().isEmpty()
                ? ""
                : " (" + summary.configuration(summary.ranked().get(0)) + ")")
            + ". Beyond one step they are made from its own forecasts.");
    int legend = ForecastPoint.HORIZONS.size() + 1;
    Frame frame = new Frame(760, PLOT + 26 + LEGEND_LINE * legend, 62, 746, 12, PLOT - 30);
    LinearAxis values = LinearAxis.over(all(points), frame.bottom(), frame.top());
    double first = points.get(0).place();
    double last = Math.max(points.get(points.size() - 1).place(), first + 1);
    LinearAxis places = new LinearAxis(first, last, frame.left(), frame.right());
    Svg svg = new Svg(html, frame, "Forecasts of the best trial by place in the series");
    svg.vertical(values, frame, "value");
    svg.text("start", frame.left(), frame.bottom() + 16.0, "place " + Show.count((long) first));
    svg.text("end", frame.right(), frame.bottom() + 16.0, Show.count((long) last));
    List<String> names = new ArrayList<>(List.of("the series"));
    svg.polyline("line value", line(points, ForecastPoint::value, places, values), "");
    for (int i = 0; i < ForecastPoint.HORIZONS.size(); i++) {
      int steps = ForecastPoint.HORIZONS.get(i);
      svg.polyline("line c" + i, line(points, p -> p.ahead(steps), places, values), "");
      names.add(Show.counted(steps, "step") + " ahead");
    }
    for (int i = 0; i < names.size(); i++) {
      double y = frame.bottom() + 40.0 + LEGEND_LINE * i;
      String style = i == 0 ? "line value" : "line c" + (i - 1);
      svg.line(style, frame.left(), y - 4, frame.left() + 24.0, y - 4);
      svg.text("start", frame.left() + 32.0, y, names.get(i));
    }
    svg.end();
    errors(html, points);
  }

  private static double[] all(List<ForecastPoint> points) {
    return points.stream()
        .flatMapToDouble(
            p ->
                DoubleStream.concat(
                    DoubleStream.of(p.value()),
                    ForecastPoint.HORIZONS.stream().mapToDouble(p::ahead)))
        .filter(Double::isFinite)
        .toArray();
  }

  private static String line(
      List<ForecastPoint> points,
      ToDoubleFunction<ForecastPoint> value,
      LinearAxis places,
      LinearAxis values) {
    Points line = new Points();
    for (ForecastPoint point : points) {
      double v = value.applyAsDouble(point);
      if (Double.isFinite(v)) {
        line.add(places.at(point.place()), values.at(v));
      }
    }
    return line.toString();
  }

  private static void errors(Html html, List<ForecastPoint> points) {
    HtmlTable table =
        new HtmlTable(
            html,
            "Error by horizon",
            List.of("steps ahead", "RMSE", "values with such a forecast"));
    for (int steps : ForecastPoint.HORIZONS) {
      double[] squares =
          points.stream()
              .mapToDouble(point -> point.ahead(steps) - point.value())
              .filter(Double::isFinite)
              .map(error -> error * error)
              .toArray();
      table.row(
          List.of(
              Integer.toString(steps),
              squares.length == 0
                  ? "–"
                  : Show.score(Math.sqrt(DoubleStream.of(squares).average().orElseThrow())),
              Show.count(squares.length)));
    }
    table.end();
  }
}
