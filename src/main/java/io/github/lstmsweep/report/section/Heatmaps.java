package io.github.lstmsweep.report.section;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.Values;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Score and time over any two parameters, with one panel for each value of a third. A cell is the
 * geometric mean of the trials that are OK there. So an interaction is visible, which the means of
 * one parameter hide.
 */
public final class Heatmaps implements Section {
  private static final int CELL_WIDTH = 58;
  private static final int CELL_HEIGHT = 30;
  private static final int LEFT = 74;
  private static final int TOP = 40;

  /** The number of colours. */
  private static final int STEPS = 9;

  private static final int MOST_VALUES = 12;
  private static final int MOST_PANELS = 6;
  private static final int MOST_PAIRS = 10;

  /** Two parameters, and the one whose values have a panel each. */
  private record Plan(Hyperparameter across, Hyperparameter down, Optional<Hyperparameter> panels) {
    String shown() {
      return down.key()
          + " and "
          + across.key()
          + panels.map(h -> ", for each " + h.key()).orElse("");
    }
  }

  /** A measure of a trial, and its range in the table. */
  private record Measure(
      String name, Function<TrialRow, OptionalDouble> of, Function<Double, String> shown) {
    OptionalDouble mean(List<TrialRow> rows) {
      return rows.stream()
          .filter(row -> Ranking.score(row).isPresent())
          .flatMapToDouble(row -> of.apply(row).stream())
          .filter(LogAxis::holds)
          .map(Math::log)
          .average();
    }
  }

  @Override
  public String heading() {
    return "Two parameters at a time";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    List<Hyperparameter> axes =
        summary.axes().stream().filter(h -> isDrawable(summary, h)).toList();
    return axes.size() < 2 || summary.ranked().isEmpty()
        ? Optional.empty()
        : Optional.of(html -> write(html, summary, plans(axes)));
  }

  private static boolean isDrawable(SweepSummary summary, Hyperparameter h) {
    int values = summary.byValue(h).size();
    return values > 1 && values <= MOST_VALUES;
  }

  private static List<Plan> plans(List<Hyperparameter> axes) {
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      for (int j = i + 1; j < axes.size() && plans.size() < MOST_PAIRS; j++) {
        Hyperparameter down = axes.get(i);
        Hyperparameter across = axes.get(j);
        plans.add(
            new Plan(
                across, down, axes.stream().filter(h -> h != down && h != across).findFirst()));
      }
    }
    return plans;
  }

  private static void write(Html html, SweepSummary summary, List<Plan> plans) {
    Measure score = new Measure(summary.validationScore(), TrialRow::validationScore, Show::score);
    Measure seconds =
        new Measure(summary.seconds().noun(), summary.seconds()::of, Heatmaps::seconds);
    html.element(
        "p",
        "Each cell is the geometric mean of its trials that are OK; ✕ marks a cell without any. The"
            + " colours are steps of equal ratios: the darkest is the lowest.");
    for (Plan plan : plans) {
      html.open("details");
      if (plan.equals(plans.get(0))) {
        html.with("open", "open");
      }
      html.element("summary", plan.shown());
      for (Measure measure : List.of(score, seconds)) {
        panels(html, summary, plan, measure);
      }
      numbers(html, summary, plan, List.of(score, seconds));
      html.close().line();
    }
  }

  private static String seconds(double value) {
    return value < 10 ? String.format(Locale.ROOT, "%.2f s", value) : Show.seconds(value);
  }

  private static void panels(Html html, SweepSummary summary, Plan plan, Measure measure) {
    LogAxis colours = colours(summary, plan, measure);
    html.element("h3", measure.name()).open("div", "panels").line();
    if (plan.panels().isEmpty()) {
      panel(html, summary, plan, measure, summary.rows(), "", colours);
    } else {
      Hyperparameter third = plan.panels().get();
      summary.byValue(third).entrySet().stream()
          .limit(MOST_PANELS)
          .forEach(
              entry ->
                  panel(
                      html,
                      summary,
                      plan,
                      measure,
                      entry.getValue(),
                      third.key() + " " + Show.parameter(entry.getKey()),
                      colours));
    }
    html.close().line();
  }

  /** Returns an axis that maps a mean to 0 for the lowest, and to {@link #STEPS}. */
  private static LogAxis colours(SweepSummary summary, Plan plan, Measure measure) {
    List<Double> means = new ArrayList<>();
    for (List<TrialRow> panel : panelRows(summary, plan)) {
      for (List<TrialRow> row : Values.of(panel, plan.down()).values()) {
        for (List<TrialRow> cell : Values.of(row, plan.across()).values()) {
          measure.mean(cell).ifPresent(mean -> means.add(Math.exp(mean)));
        }
      }
    }
    return LogAxis.robust(means.stream().mapToDouble(m -> m).toArray(), 0, STEPS);
  }

  private static List<List<TrialRow>> panelRows(SweepSummary summary, Plan plan) {
    return plan.panels().isEmpty()
        ? List.of(summary.rows())
        : List.copyOf(summary.byValue(plan.panels().get()).values());
  }

  private static void panel(
      Html html,
      SweepSummary summary,
      Plan plan,
      Measure measure,
      List<TrialRow> rows,
      String title,
      LogAxis colours) {
    List<Object> columns = List.copyOf(summary.byValue(plan.across()).keySet());
    List<Object> lines = List.copyOf(summary.byValue(plan.down()).keySet());
    int width = LEFT + CELL_WIDTH * columns.size() + 8;
    int height = TOP + CELL_HEIGHT * lines.size() + 24;
    Frame frame = new Frame(width, height, LEFT, width - 8, TOP, height - 24);
    Svg svg =
        new Svg(
            html,
            frame,
            measure.name() + " by " + plan.shown() + (title.isEmpty() ? "" : ": " + title));
    svg.text("title", "start", 4, 14, title);
    svg.text("start", 4, 32, plan.down().key() + " ↓  " + plan.across().key() + " →");
    Map<Object, List<TrialRow>> byLine = Values.of(rows, plan.down());
    for (int i = 0; i < lines.size(); i++) {
      double y = TOP + CELL_HEIGHT * (double) i;
      svg.text("end", LEFT - 6.0, y + 20, Show.parameter(lines.get(i)));
      Map<Object, List<TrialRow>> byColumn =
          Values.of(byLine.getOrDefault(lines.get(i), List.of()), plan.across());
      for (int j = 0; j < columns.size(); j++) {
        List<TrialRow> cell = byColumn.getOrDefault(columns.get(j), List.of());
        cell(svg, summary, measure, cell, LEFT + CELL_WIDTH * (double) j, y, colours);
      }
    }
    for (int j = 0; j < columns.size(); j++) {
      svg.text(
          "middle",
          LEFT + CELL_WIDTH * (j + 0.5),
          frame.bottom() + 16.0,
          Show.parameter(columns.get(j)));
    }
    svg.end();
  }

  private static void cell(
      Svg svg,
      SweepSummary summary,
      Measure measure,
      List<TrialRow> rows,
      double x,
      double y,
      LogAxis colours) {
    if (rows.isEmpty()) {
      return;
    }
    OptionalDouble mean = measure.mean(rows);
    String trials = summary.places(rows);
    if (mean.isEmpty()) {
      svg.rect("cell failed", x + 1, y + 1, CELL_WIDTH - 2.0, CELL_HEIGHT - 2.0, trials);
      svg.text("on", "middle", x + CELL_WIDTH / 2.0, y + 20, "✕");
      return;
    }
    double value = Math.exp(mean.getAsDouble());
    int step = Math.min(STEPS - 1, (int) colours.at(value));
    svg.rect("cell q" + step, x + 1, y + 1, CELL_WIDTH - 2.0, CELL_HEIGHT - 2.0, trials);
    svg.text("on o" + step, "middle", x + CELL_WIDTH / 2.0, y + 20, measure.shown().apply(value));
  }

  private static void numbers(Html html, SweepSummary summary, Plan plan, List<Measure> measures) {
    List<String> columns = new ArrayList<>();
    plan.panels().ifPresent(h -> columns.add(h.key()));
    columns.add(plan.down().key());
    columns.add(plan.across().key());
    columns.add("trials");
    measures.forEach(measure -> columns.add(measure.name()));
    Numbers numbers = new Numbers(html, plan.shown(), columns);
    for (List<TrialRow> panel : panelRows(summary, plan)) {
      for (List<TrialRow> line : Values.of(panel, plan.down()).values()) {
        for (List<TrialRow> cell : Values.of(line, plan.across()).values()) {
          List<String> cells = new ArrayList<>();
          plan.panels().ifPresent(h -> cells.add(Show.parameter(Values.value(cell.get(0), h))));
          cells.add(Show.parameter(Values.value(cell.get(0), plan.down())));
          cells.add(Show.parameter(Values.value(cell.get(0), plan.across())));
          cells.add(Show.count(cell.size()));
          for (Measure measure : measures) {
            OptionalDouble mean = measure.mean(cell);
            cells.add(mean.isPresent() ? measure.shown().apply(Math.exp(mean.getAsDouble())) : "–");
          }
          numbers.row(cells);
        }
      }
    }
    numbers.end();
  }
}
