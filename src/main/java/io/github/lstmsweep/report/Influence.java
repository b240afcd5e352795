package io.github.lstmsweep.report;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Draws how the score depends on each parameter. It shows every trial at its value, and a line
 * through the means of the scores' logarithms. For perplexities these are the means of bits per
 * token.
 */
final class Influence {
  private static final int WIDTH = 376;
  private static final int HEIGHT = 262;
  private static final int LEFT = 52;
  private static final int RIGHT = 364;
  private static final int TOP = 42;
  private static final int BOTTOM = 212;

  /** The largest difference that is shown in per cent: a factor of 1,024. */
  private static final double MOST_BITS = 10;

  private Influence() {}

  /** Returns one drawing per parameter; empty if none varies. */
  static Optional<String> html(SweepSummary summary) {
    List<TrialRow> rows = summary.ranked();
    if (rows.isEmpty() || summary.varying().isEmpty()) {
      return Optional.empty();
    }
    double[] all = rows.stream().mapToDouble(Influence::score).toArray();
    if (DoubleStream.of(all).noneMatch(LogAxis::holds)) {
      return Optional.of("<p>No score is above 0, so that there are no ratios to draw.</p>\n");
    }
    LogAxis axis = LogAxis.over(all, BOTTOM, TOP);
    return Optional.of(
        atTheEdge(all)
            + summary.varying().stream()
                .sorted(
                    Comparator.comparingDouble((Hyperparameter h) -> -failure(summary, h))
                        .thenComparingDouble(h -> -bitsApart(rows, h)))
                .map(h -> drawing(summary, rows, h, axis))
                .collect(Collectors.joining("", "<div class=\"panels\">\n", "</div>\n")));
  }

  private static String atTheEdge(double[] scores) {
    long without = DoubleStream.of(scores).filter(score -> !LogAxis.holds(score)).count();
    if (without == 0) {
      return "";
    }
    return "<p>"
        + (without == 1
            ? "1 score is not above 0: it lies at the lower edge, and in no mean."
            : Show.count(without)
                + " scores are not above 0: they lie at the lower edge, and in no mean.")
        + "</p>\n";
  }

  /**
   * Returns the rank of a parameter that decides which trials fail, otherwise 0. Such a parameter
   * matters more than one that moves scores.
   */
  private static double failure(SweepSummary summary, Hyperparameter h) {
    NotOk notOk = new NotOk(summary.rows().rows(), h);
    return notOk.decides() ? notOk.sharesApart() : 0;
  }

  private static String drawing(
      SweepSummary summary, List<TrialRow> rows, Hyperparameter h, LogAxis axis) {
    NotOk notOk = new NotOk(summary.rows().rows(), h);
    Map<Object, List<TrialRow>> byValue = byValue(rows, h);
    Drawing drawing = new Drawing(WIDTH, HEIGHT, named(summary) + " by " + h.key());
    String means = "means up to " + apart(summary, bitsApart(rows, h));
    drawing.text("start", LEFT, 14, h.key() + ": " + notOk.told().orElse(means));
    if (notOk.told().isPresent()) {
      drawing.text("start", LEFT, 30, means);
    }
    if (notOk.failed() > 0) {
      drawing.text("end", LEFT - 6, BOTTOM + 38, "not OK");
    }
    drawing.grid(axis, LEFT, RIGHT);
    drawing.path("line mean", points(summary, drawing, notOk, byValue, axis), "mean");
    return drawing.toString();
  }

  /**
   * Draws the trials of every value, even if all of its trials failed. Returns the points of the
   * means.
   */
  private static String points(
      SweepSummary summary,
      Drawing drawing,
      NotOk notOk,
      Map<Object, List<TrialRow>> byValue,
      LogAxis axis) {
    StringBuilder means = new StringBuilder();
    List<Object> values = notOk.values();
    for (int place = 0; place < values.size(); place++) {
      Object value = values.get(place);
      double x = LEFT + (RIGHT - LEFT) * (place + 0.5) / values.size();
      drawing.text("middle", x, BOTTOM + 20, Show.parameter(value));
      if (notOk.failed() > 0) {
        drawing.text("middle", x, BOTTOM + 38, notOk.percent(value));
      }
      for (TrialRow row : byValue.getOrDefault(value, List.of())) {
        drawing.dot(
            "dot",
            x,
            axis.at(score(row)),
            Show.score(score(row)) + "  " + summary.configuration(row));
      }
      OptionalDouble mean = meanLog(byValue.getOrDefault(value, List.of()));
      if (mean.isPresent()) {
        double y = axis.at(Math.exp(mean.getAsDouble()));
        means.append(Markup.at(x)).append(',').append(Markup.at(y)).append(' ');
      }
    }
    return means.toString().strip();
  }

  private static String named(SweepSummary summary) {
    return summary.task() == Task.LANGUAGE_MODEL ? "Perplexity" : summary.score();
  }

  private static String apart(SweepSummary summary, double bits) {
    return summary.task() == Task.LANGUAGE_MODEL
        ? String.format(Locale.ROOT, "%.3f bits a token apart", bits)
        : bits <= MOST_BITS
            ? String.format(Locale.ROOT, "%.1f%% apart", 100 * (Math.pow(2, bits) - 1))
            : String.format(Locale.ROOT, "a factor of 10^%.1f apart", bits * Math.log10(2));
  }

  /** Returns the largest distance between the means of two values of a parameter, in bits. */
  private static double bitsApart(List<TrialRow> rows, Hyperparameter h) {
    double[] means =
        byValue(rows, h).values().stream()
            .flatMapToDouble(ofValue -> meanLog(ofValue).stream())
            .sorted()
            .toArray();
    return means.length == 0 ? 0 : (means[means.length - 1] - means[0]) / Math.log(2);
  }

  /** Returns the mean logarithm of the scores that have a ratio. */
  private static OptionalDouble meanLog(List<TrialRow> rows) {
    return rows.stream()
        .mapToDouble(Influence::score)
        .filter(LogAxis::holds)
        .map(Math::log)
        .average();
  }

  private static Map<Object, List<TrialRow>> byValue(List<TrialRow> rows, Hyperparameter h) {
    Map<Object, List<TrialRow>> byValue = new TreeMap<>(NotOk.ORDER);
    rows.stream()
        .filter(row -> row.hyperparameter(h) != null)
        .collect(Collectors.groupingBy(row -> row.hyperparameter(h)))
        .forEach(byValue::put);
    return byValue;
  }

  private static double score(TrialRow row) {
    return Ranking.score(row).orElseThrow();
  }
}
