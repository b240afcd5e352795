package io.github.lstmsweep.report;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Draws the validation score by epoch, for the best trials. */
final class LearningCurves {
  private static final int WIDTH = 760;
  private static final int LEFT = 56;
  private static final int RIGHT = 744;
  private static final int TOP = 12;
  private static final int BOTTOM = 300;
  private static final int LEGEND_LINE = 20;

  private LearningCurves() {}

  /** Returns the chart, or empty if there is no curve. */
  static Optional<String> html(SweepSummary summary) {
    List<TrialRow> rows =
        summary.ranked().stream()
            .filter(row -> summary.curves().containsKey(row.id()))
            .limit(SweepSummary.CURVES)
            .toList();
    double[] values =
        rows.stream()
            .flatMap(row -> summary.curves().get(row.id()).stream())
            .mapToDouble(EpochPoint::validationScore)
            .filter(Double::isFinite)
            .toArray();
    long drawn = DoubleStream.of(values).filter(LogAxis::holds).count();
    if (drawn == 0) {
      return Optional.empty();
    }
    LogAxis axis = LogAxis.over(values, BOTTOM, TOP);
    int height = BOTTOM + 40 + LEGEND_LINE * rows.size();
    Drawing drawing =
        new Drawing(
            WIDTH, height, "Validation " + summary.score() + " by epoch of the best trials");
    drawing.grid(axis, LEFT, RIGHT);
    int epochs =
        rows.stream()
            .flatMap(row -> summary.curves().get(row.id()).stream())
            .mapToInt(EpochPoint::epoch)
            .max()
            .orElse(1);
    drawing.text("start", LEFT, BOTTOM + 18, "epoch 1");
    drawing.text("end", RIGHT, BOTTOM + 18, Integer.toString(epochs));
    for (int i = 0; i < rows.size(); i++) {
      TrialRow row = rows.get(i);
      String title = summary.configuration(row);
      drawing.path("line c" + i, points(summary.curves().get(row.id()), epochs, axis), title);
      double y = BOTTOM + 40 + LEGEND_LINE * i;
      drawing.line("line c" + i, LEFT, y - 4, LEFT + 24, y - 4);
      String score = Show.score(row.validationScore().orElse(Double.NaN));
      drawing.text("start", LEFT + 32, y, score + "  " + title);
    }
    return Optional.of(
        (drawn < values.length ? "<p>Scores that are not above 0 lie at the lower edge.</p>\n" : "")
            + drawing);
  }

  private static String points(List<EpochPoint> curve, int epochs, LogAxis axis) {
    return curve.stream()
        .filter(point -> Double.isFinite(point.validationScore()))
        .map(
            point ->
                Markup.at(LEFT + (RIGHT - LEFT) * (point.epoch() - 1.0) / Math.max(1, epochs - 1))
                    + ","
                    + Markup.at(axis.at(point.validationScore())))
        .collect(Collectors.joining(" "));
  }
}
