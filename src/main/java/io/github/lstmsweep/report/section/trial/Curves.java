package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LinearAxis;
import io.github.lstmsweep.report.chart.LogAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The learning curves: the best configurations in colours, for validation and training, and the
 * other trials faint. With several seeds a curve is the mean, and its band reaches from the lowest
 * to the highest seed.
 */
public final class Curves implements Section {
  private static final int BEST = 5;
  private static final int FAINT = 200;
  private static final int LEGEND_LINE = 20;

  /** The trials of a configuration that have curves. */
  private record Group(String name, List<TrialRow> rows) {}

  @Override
  public String heading() {
    return "Learning curves";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    List<Group> groups = groups(summary);
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(html -> new Drawn(summary, groups).write(html));
  }

  private static List<Group> groups(SweepSummary summary) {
    List<Group> groups = new ArrayList<>();
    if (summary.configurations().isPresent()) {
      summary
          .configurations()
          .get()
          .ranked()
          .forEach(
              standing ->
                  groups.add(
                      new Group(
                          standing.configuration().shown(),
                          withCurves(summary, standing.configuration().rows()))));
    } else {
      summary
          .ranked()
          .forEach(
              row ->
                  groups.add(
                      new Group(summary.configuration(row), withCurves(summary, List.of(row)))));
    }
    groups.removeIf(group -> group.rows().isEmpty());
    return groups;
  }

  private static List<TrialRow> withCurves(SweepSummary summary, List<TrialRow> rows) {
    return rows.stream()
        .filter(
            row ->
                summary.curve(row).stream()
                    .anyMatch(point -> LogAxis.holds(point.validationScore())))
        .toList();
  }

  /** One chart. */
  private static final class Drawn {
    private final SweepSummary summary;
    private final List<Group> best;
    private final List<TrialRow> others;
    private final int otherGroups;
    private final int epochs;
    private final LogAxis scores;
    private final LinearAxis places;
    private final Frame frame;

    Drawn(SweepSummary summary, List<Group> groups) {
      this.summary = summary;
      this.best = groups.subList(0, Math.min(BEST, groups.size()));
      List<Group> rest = groups.subList(best.size(), groups.size());
      this.otherGroups = rest.size();
      List<TrialRow> all = rest.stream().flatMap(g -> g.rows().stream()).toList();
      this.others = all.stream().limit(FAINT).toList();
      int plot = 360;
      this.frame = new Frame(760, plot + 26 + LEGEND_LINE * best.size(), 62, 746, 12, plot - 30);
      this.epochs =
          groups.stream()
              .flatMap(g -> g.rows().stream())
              .flatMap(row -> summary.curve(row).stream())
              .mapToInt(EpochPoint::epoch)
              .max()
              .orElse(1);
      double[] drawn =
          Stream.concat(best.stream().flatMap(g -> g.rows().stream()), others.stream())
              .flatMap(row -> summary.curve(row).stream())
              .mapToDouble(EpochPoint::validationScore)
              .toArray();
      this.scores = LogAxis.robust(drawn, frame.bottom(), frame.top());
      this.places = new LinearAxis(1, Math.max(2, epochs), frame.left(), frame.right());
    }

    void write(Html html) {
      html.element("p", text());
      Svg svg = new Svg(html, frame, "Learning curves: " + summary.validationScore() + " by epoch");
      svg.vertical(scores, frame, summary.validationScore());
      svg.text("middle", frame.left(), frame.bottom() + 16.0, "epoch 1");
      svg.text("middle", frame.right() - 6.0, frame.bottom() + 16.0, "" + epochs);
      for (TrialRow row : others) {
        svg.polyline(
            "line faint",
            points(summary.curve(row), EpochPoint::validationScore),
            summary.place(row));
      }
      for (int i = best.size() - 1; i >= 0; i--) {
        curve(svg, best.get(i), i);
      }
      legend(svg);
      svg.end();
      numbers(html);
    }

    private String text() {
      boolean seeds = summary.configurations().isPresent();
      return (seeds
              ? "Means over the seeds, with a band from the lowest to the highest seed. "
              : "")
          + "Thick lines are validation, dotted lines training, of the best "
          + (best.size() == 1 ? "one" : best.size())
          + "."
          + (others.isEmpty()
              ? ""
              : " The thin lines are "
                  + Show.counted(others.size(), "trial")
                  + (others.size() == FAINT ? ", the best ones" : "")
                  + " of "
                  + Show.counted(otherGroups, "other configuration")
                  + ".");
    }

    private void curve(Svg svg, Group group, int place) {
      String trials = summary.places(group.rows());
      if (group.rows().size() > 1) {
        svg.area("band b" + place, band(group));
      }
      svg.polyline("line dotted c" + place, mean(group, EpochPoint::trainScore), "");
      svg.polyline("line c" + place, mean(group, EpochPoint::validationScore), trials);
    }

    private void legend(Svg svg) {
      for (int i = 0; i < best.size(); i++) {
        double y = frame.bottom() + 40.0 + LEGEND_LINE * i;
        svg.line("line c" + i, frame.left(), y - 4, frame.left() + 24.0, y - 4);
        svg.text("start", frame.left() + 32.0, y, best.get(i).name());
      }
    }

    private String points(List<EpochPoint> curve, ToDoubleFunction<EpochPoint> score) {
      Points points = new Points();
      for (EpochPoint point : curve) {
        double value = score.applyAsDouble(point);
        if (Double.isFinite(value)) {
          points.add(places.at(point.epoch()), scores.at(value));
        }
      }
      return points.toString();
    }

    /** Returns the line through the geometric means over the seeds. */
    private String mean(Group group, ToDoubleFunction<EpochPoint> score) {
      Points points = new Points();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        double[] values = at(group, epoch, score);
        if (values.length > 0) {
          points.add(places.at(epoch), scores.at(geometricMean(values)));
        }
      }
      return points.toString();
    }

    private String band(Group group) {
      Points points = new Points();
      for (int epoch = 1; epoch <= epochs; epoch++) {
        double[] values = at(group, epoch, EpochPoint::validationScore);
        if (values.length > 0) {
          points.add(places.at(epoch), scores.at(min(values)));
        }
      }
      for (int epoch = epochs; epoch >= 1; epoch--) {
        double[] values = at(group, epoch, EpochPoint::validationScore);
        if (values.length > 0) {
          points.add(places.at(epoch), scores.at(max(values)));
        }
      }
      return points.toString();
    }

    private double[] at(Group group, int epoch, ToDoubleFunction<EpochPoint> score) {
      return group.rows().stream()
          .map(summary::curve)
          .filter(curve -> curve.size() >= epoch)
          .map(curve -> curve.get(epoch - 1))
          .mapToDouble(score)
          .filter(LogAxis::holds)
          .toArray();
    }

    private void numbers(Html html) {
      List<String> columns = new ArrayList<>(List.of("epoch"));
      best.forEach(group -> columns.add(group.name().isEmpty() ? "the trial" : group.name()));
      Numbers numbers = new Numbers(html, "Learning curves", columns);
      for (int epoch = 1; epoch <= epochs; epoch++) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch)));
        for (Group group : best) {
          double[] values = at(group, epoch, EpochPoint::validationScore);
          cells.add(values.length == 0 ? "–" : Show.score(geometricMean(values)));
        }
        numbers.row(cells);
      }
      numbers.end();
    }

    private static double geometricMean(double[] values) {
      double logs = 0;
      for (double value : values) {
        logs += Math.log(value);
      }
      return Math.exp(logs / values.length);
    }

    private static double min(double[] values) {
      return java.util.Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double max(double[] values) {
      return java.util.Arrays.stream(values).max().orElse(Double.NaN);
    }
  }
}
