package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.importance.FiveNumbers;
import io.github.lstmsweep.compare.importance.MainEffect;
import io.github.lstmsweep.compare.importance.MainEffect.Level;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
    long held = summary.ranked().stream().filter(r -> LogAxis.holds(summary.scoreOf(r))).count();
    html.element(
        "p",
        "The trials that are OK, at their values: the box holds the middle half, its line is the"
            + " median, and the thin line reaches from the lowest to the highest. The curve joins"
            + " geometric means.");
    if (held == 0) {
      html.element("p", "No score is above 0, so that there are no ratios to draw.");
      return;
    }
    long without = summary.ranked().size() - held;
    if (without > 0) {
      html.element(
          "p",
          without == 1
              ? "1 score is not above 0: it lies at the lower edge, and in no mean."
              : Show.count(without)
                  + " scores are not above 0: they lie at the lower edge, and in no mean.");
    }
    List<MainEffect> scores = summary.effects(Measure.SCORE).ranked();
    Measure time = summary.seconds();
    List<MainEffect> seconds = summary.effects(time).ranked();
    html.open("div", "panels").line();
    for (MainEffect score : scores) {
      panel(html, summary, score, Measure.SCORE, summary.validationScore());
      seconds.stream()
          .filter(effect -> effect.factor().equals(score.factor()))
          .forEach(effect -> panel(html, summary, effect, time, time.noun()));
    }
    html.close().line();
    Numbers numbers = numbers(html);
    scores.forEach(effect -> lines(numbers, effect, summary.validationScore()));
    seconds.forEach(effect -> lines(numbers, effect, time.noun()));
    numbers.end();
  }

  private static void panel(
      Html html, SweepSummary summary, MainEffect effect, Measure measure, String name) {
    double[] all =
        summary.rows().stream()
            .flatMapToDouble(row -> measure.of(row).stream())
            .filter(LogAxis::holds)
            .toArray();
    if (all.length == 0) {
      return;
    }
    Frame frame = new Frame(WIDTH, HEIGHT, 62, WIDTH - 8, 44, HEIGHT - 48);
    LogAxis axis = LogAxis.robust(all, frame.bottom(), frame.top());
    boolean areAllOk = effect.levels().stream().allMatch(level -> level.notOk() == 0);
    Svg svg = new Svg(html, frame, name + " by " + effect.factor().name());
    svg.text("title", "start", frame.left(), 14, effect.factor().name() + ": " + name);
    svg.text(
        "start",
        frame.left(),
        30,
        (effect.isHarmful() ? "decides which trials fail; " : "")
            + "means up to "
            + times(effect.ratio())
            + " apart");
    svg.vertical(axis, frame, "");
    if (!areAllOk) {
      svg.text("end", frame.left() - 6.0, frame.bottom() + 36.0, "not OK");
    }
    Points means = new Points();
    int count = effect.levels().size();
    for (int place = 0; place < count; place++) {
      Level level = effect.levels().get(place);
      double x = frame.left() + (frame.right() - frame.left()) * (place + 0.5) / count;
      svg.text("middle", x, frame.bottom() + 18.0, level.value());
      if (!areAllOk) {
        svg.text("middle", x, frame.bottom() + 36.0, level.percentNotOk());
      }
      box(svg, axis, x, level, summary.places(level.rows()));
      if (summary.rows().size() <= MOST_DOTS) {
        for (TrialRow row : level.rows()) {
          measure.of(row).ifPresent(v -> svg.dot("dot", x, axis.at(v), summary.place(row)));
        }
      }
      if (LogAxis.holds(level.geometricMean())) {
        means.add(x, axis.at(level.geometricMean()));
      }
    }
    svg.polyline("line mean", means.toString(), "");
    svg.end();
  }

  private static void box(Svg svg, LogAxis axis, double x, Level level, String trials) {
    FiveNumbers numbers = level.numbers();
    if (Double.isNaN(numbers.median())) {
      return;
    }
    double high = axis.at(numbers.upper());
    double low = axis.at(numbers.lower());
    svg.line("spread", x, axis.at(numbers.min()), x, axis.at(numbers.max()));
    svg.rect("box", x - BOX / 2, high, BOX, Math.max(1, low - high), trials);
    double median = axis.at(numbers.median());
    svg.line("median", x - BOX / 2, median, x + BOX / 2, median);
  }

  private static Numbers numbers(Html html) {
    return new Numbers(
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
  }

  private static void lines(Numbers numbers, MainEffect effect, String measure) {
    for (Level level : effect.levels()) {
      List<String> cells = new ArrayList<>();
      cells.add(effect.factor().name());
      cells.add(level.value());
      cells.add(Show.count(level.trials()));
      cells.add(level.percentNotOk());
      cells.add(measure);
      cells.add(shown(level.numbers().min()));
      cells.add(shown(level.numbers().median()));
      cells.add(shown(level.geometricMean()));
      cells.add(shown(level.numbers().max()));
      numbers.row(cells);
    }
  }

  private static String shown(double number) {
    return Double.isNaN(number) ? "–" : Show.score(number);
  }

  /** Formats a ratio, such as {@code 12%} or {@code a factor of 3.4}. */
  private static String times(double ratio) {
    return ratio < PERCENT_BELOW
        ? Show.scaled(100 * (ratio - 1)).strip() + "%"
        : "a factor of " + Show.scaled(ratio).strip();
  }
}
