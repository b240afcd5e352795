package io.github.lstmsweep.report.section;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The influence of each parameter on score and time. At each value it shows the spread of the
 * trials, and the share of the trials that are not OK. A parameter whose value decides which trials
 * fail comes first.
 */
public final class Influence implements Section {
  private static final int WIDTH = 372;
  private static final int HEIGHT = 270;

  /** With more trials, their points would hide each other and fill the file. */
  private static final int MOST_DOTS = 400;

  private static final double BOX = 22;

  /** Smaller ratios are told in per cent. */
  private static final double PERCENT_BELOW = 1.9;

  /** A measure of a trial, such as its score. */
  private record Measure(String name, Function<TrialRow, OptionalDouble> of) {
    double[] values(List<TrialRow> rows) {
      return rows.stream()
          .flatMapToDouble(row -> of.apply(row).stream())
          .filter(LogAxis::holds)
          .sorted()
          .toArray();
    }
  }

  @Override
  public String heading() {
    return "Influence of each parameter";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary.ranked().isEmpty() || summary.axes().isEmpty()
        ? Optional.empty()
        : Optional.of(html -> write(html, summary));
  }

  private static void write(Html html, SweepSummary summary) {
    Measure score = new Measure(summary.validationScore(), Ranking::score);
    Measure seconds = new Measure("train_seconds", Influence::secondsOfOk);
    html.element(
        "p",
        "The trials that are OK, at their values: the box holds the middle half, its line is the median, and the"
            + " thin line reaches from the lowest to the highest. The curve joins geometric means.");
    double[] held = score.values(summary.rows());
    long without = summary.ranked().size() - (long) held.length;
    if (held.length == 0) {
      html.element("p", "No score is above 0, so that there are no ratios to draw.");
      return;
    }
    if (without > 0) {
      html.element(
          "p",
          without == 1
              ? "1 score is not above 0: it lies at the lower edge, and in no mean."
              : Show.count(without)
                  + " scores are not above 0: they lie at the lower edge, and in no mean.");
    }
    List<Hyperparameter> ordered =
        summary.axes().stream()
            .sorted(
                Comparator.comparingDouble((Hyperparameter h) -> -failure(summary, h))
                    .thenComparingDouble(h -> -ratio(summary, h, score)))
            .toList();
    html.open("div", "panels").line();
    for (Hyperparameter h : ordered) {
      panel(html, summary, h, score);
      panel(html, summary, h, seconds);
    }
    html.close().line();
    numbers(html, summary, ordered, List.of(score, seconds));
  }

  /** Returns the time of a whole training. One that failed early would mislead. */
  private static OptionalDouble secondsOfOk(TrialRow row) {
    return row.status() == TrialStatus.OK ? row.trainSeconds() : OptionalDouble.empty();
  }

  /**
   * Returns the rank of a parameter that decides which trials fail, otherwise 0. Such a parameter
   * matters more than one that moves scores.
   */
  private static double failure(SweepSummary summary, Hyperparameter h) {
    NotOk notOk = new NotOk(summary.rows(), h);
    return notOk.decides() ? notOk.sharesApart() : 0;
  }

  private static void panel(Html html, SweepSummary summary, Hyperparameter h, Measure measure) {
    double[] all = measure.values(summary.rows());
    if (all.length == 0) {
      return;
    }
    Frame frame = new Frame(WIDTH, HEIGHT, 62, WIDTH - 8, 44, HEIGHT - 48);
    LogAxis axis = LogAxis.robust(all, frame.bottom(), frame.top());
    NotOk notOk = new NotOk(summary.rows(), h);
    Svg svg = new Svg(html, frame, measure.name() + " by " + h.key());
    svg.text("title", "start", frame.left(), 14, h.key() + ": " + measure.name());
    svg.text(
        "start",
        frame.left(),
        30,
        notOk
            .told()
            .orElseGet(() -> "means up to " + times(ratio(summary, h, measure)) + " apart"));
    svg.vertical(axis, frame, "");
    if (notOk.failed() > 0) {
      svg.text("end", frame.left() - 6.0, frame.bottom() + 36.0, "not OK");
    }
    values(svg, frame, axis, summary, h, measure);
    svg.end();
  }

  private static void values(
      Svg svg, Frame frame, LogAxis axis, SweepSummary summary, Hyperparameter h, Measure measure) {
    Map<Object, List<TrialRow>> byValue = summary.byValue(h);
    NotOk notOk = new NotOk(summary.rows(), h);
    Points means = new Points();
    int place = 0;
    for (Map.Entry<Object, List<TrialRow>> entry : byValue.entrySet()) {
      double x = frame.left() + (frame.right() - frame.left()) * (place + 0.5) / byValue.size();
      place++;
      svg.text("middle", x, frame.bottom() + 18.0, Show.parameter(entry.getKey()));
      if (notOk.failed() > 0) {
        svg.text("middle", x, frame.bottom() + 36.0, notOk.percent(entry.getKey()));
      }
      double[] values = measure.values(entry.getValue());
      if (values.length > 0) {
        box(svg, axis, x, values, summary.places(entry.getValue()));
        means.add(x, axis.at(geometricMean(values)));
      }
      if (summary.rows().size() <= MOST_DOTS) {
        entry
            .getValue()
            .forEach(
                row ->
                    measure
                        .of()
                        .apply(row)
                        .ifPresent(v -> svg.dot("dot", x, axis.at(v), summary.place(row))));
      }
    }
    svg.polyline("line mean", means.toString(), "");
  }

  private static void box(Svg svg, LogAxis axis, double x, double[] sorted, String trials) {
    double high = axis.at(quantile(sorted, 0.75));
    double low = axis.at(quantile(sorted, 0.25));
    svg.line("spread", x, axis.at(sorted[0]), x, axis.at(sorted[sorted.length - 1]));
    svg.rect("box", x - BOX / 2, high, BOX, Math.max(1, low - high), trials);
    double median = axis.at(quantile(sorted, 0.5));
    svg.line("median", x - BOX / 2, median, x + BOX / 2, median);
  }

  private static void numbers(
      Html html, SweepSummary summary, List<Hyperparameter> ordered, List<Measure> measures) {
    Numbers numbers =
        new Numbers(
            html,
            "Influence of each parameter",
            List.of(
                "parameter",
                "value",
                "trials",
                "not OK",
                "measure",
                "lowest",
                "median",
                "geometric mean",
                "highest"));
    for (Hyperparameter h : ordered) {
      NotOk notOk = new NotOk(summary.rows(), h);
      summary
          .byValue(h)
          .forEach(
              (value, rows) -> {
                for (Measure measure : measures) {
                  double[] values = measure.values(rows);
                  if (values.length > 0) {
                    numbers.row(
                        List.of(
                            h.key(),
                            Show.parameter(value),
                            Show.count(rows.size()),
                            notOk.percent(value),
                            measure.name(),
                            Show.score(values[0]),
                            Show.score(quantile(values, 0.5)),
                            Show.score(geometricMean(values)),
                            Show.score(values[values.length - 1])));
                  }
                }
              });
    }
    numbers.end();
  }

  /** Returns the largest ratio between the geometric means at two values. */
  private static double ratio(SweepSummary summary, Hyperparameter h, Measure measure) {
    double[] means =
        summary.byValue(h).values().stream()
            .map(measure::values)
            .filter(values -> values.length > 0)
            .mapToDouble(Influence::geometricMean)
            .sorted()
            .toArray();
    return means.length == 0 ? 1 : means[means.length - 1] / means[0];
  }

  /** Formats a ratio, such as {@code 12%} or {@code 3.4 times}. */
  private static String times(double ratio) {
    return ratio < PERCENT_BELOW
        ? Show.scaled(100 * (ratio - 1)).strip() + "%"
        : "a factor of " + Show.scaled(ratio).strip();
  }

  private static double geometricMean(double[] values) {
    return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
  }

  /** Returns a quantile of sorted values, with linear interpolation, as NumPy computes it. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
