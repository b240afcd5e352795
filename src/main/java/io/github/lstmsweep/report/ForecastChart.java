package io.github.lstmsweep.report;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.series.ForecastPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Draws the validation values of a series and the best model's forecasts of them, 1 to 64 steps
 * ahead.
 */
final class ForecastChart {
  private static final int WIDTH = 760;
  private static final int LEFT = 56;
  private static final int RIGHT = 744;
  private static final int TOP = 12;
  private static final int BOTTOM = 300;
  private static final int LEGEND_LINE = 20;

  private ForecastChart() {}

  /** Returns the chart, or empty if there are no forecasts. */
  static Optional<String> html(SweepSummary summary) {
    List<TrialRow> ranked = summary.ranked();
    List<ForecastPoint> points = summary.forecasts();
    if (ranked.isEmpty() || points.isEmpty()) {
      return Optional.empty();
    }
    double[] all =
        points.stream()
            .flatMapToDouble(
                p ->
                    DoubleStream.concat(
                        DoubleStream.of(p.value()),
                        ForecastPoint.HORIZONS.stream().mapToDouble(p::ahead)))
            .filter(Double::isFinite)
            .toArray();
    if (all.length == 0) {
      return Optional.empty();
    }
    LinearAxis values = LinearAxis.over(all, BOTTOM, TOP);
    LinearAxis places =
        new LinearAxis(
            points.get(0).place(),
            Math.max(points.get(points.size() - 1).place(), points.get(0).place() + 1.0),
            LEFT,
            RIGHT);
    int legend = ForecastPoint.HORIZONS.size() + 1;
    Drawing drawing =
        new Drawing(
            WIDTH, BOTTOM + 40 + LEGEND_LINE * legend, "Forecasts of the best trial by place");
    drawing.grid(values, LEFT, RIGHT);
    drawing.text("start", LEFT, BOTTOM + 18, "place " + points.get(0).place());
    drawing.text("end", RIGHT, BOTTOM + 18, "" + points.get(points.size() - 1).place());
    curve(
        drawing,
        "line value",
        0,
        "the series",
        points(points, ForecastPoint::value, places, values));
    int line = 1;
    for (int steps : ForecastPoint.HORIZONS) {
      String title =
          steps
              + (steps == 1 ? " step" : " steps")
              + " ahead"
              + rmse(points, steps).map(e -> ", RMSE " + Show.score(e)).orElse("");
      curve(
          drawing,
          "line c" + (line - 1),
          line,
          title,
          points(points, p -> p.ahead(steps), places, values));
      line++;
    }
    return Optional.of(
        "<p>The values that validate and what "
            + Markup.escaped(summary.configuration(ranked.get(0)))
            + " forecasts; more than one step ahead from its own forecasts.</p>\n"
            + drawing);
  }

  private static void curve(Drawing drawing, String style, int place, String title, String points) {
    if (!points.isEmpty()) {
      drawing.path(style, points, title);
    }
    double y = BOTTOM + 40 + LEGEND_LINE * place;
    drawing.line(style, LEFT, y - 4, LEFT + 24, y - 4);
    drawing.text("start", LEFT + 32, y, title + (points.isEmpty() ? ": too few values" : ""));
  }

  private static String points(
      List<ForecastPoint> points,
      ToDoubleFunction<ForecastPoint> value,
      LinearAxis places,
      LinearAxis values) {
    return points.stream()
        .filter(p -> Double.isFinite(value.applyAsDouble(p)))
        .map(
            p ->
                Markup.at(places.at(p.place()))
                    + ","
                    + Markup.at(values.at(value.applyAsDouble(p))))
        .collect(Collectors.joining(" "));
  }

  /** Returns the error over the values that have such a forecast. */
  private static Optional<Double> rmse(List<ForecastPoint> points, int steps) {
    List<Double> squares = new ArrayList<>();
    for (ForecastPoint point : points) {
      double error = point.ahead(steps) - point.value();
      if (Double.isFinite(error)) {
        squares.add(error * error);
      }
    }
    return squares.isEmpty()
        ? Optional.empty()
        : Optional.of(Math.sqrt(squares.stream().mapToDouble(s -> s).average().orElseThrow()));
  }
}
