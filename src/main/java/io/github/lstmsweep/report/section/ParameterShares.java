package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.importance.CompleteGrid;
import io.github.lstmsweep.compare.importance.Importance;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The shares of the variance of score and time that each parameter and each pair explains. On a
 * complete grid they are a sum and no estimate.
 */
public final class ParameterShares implements Section {
  private static final int BAR = 22;
  private static final int LEFT = 230;
  private static final int RIGHT = 640;
  private static final int MOST_PAIRS = 6;

  /** A name with its share of the variance. */
  private record Share(String name, double share) {}

  @Override
  public String heading() {
    return "The parameters that matter";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary.axes().isEmpty() || summary.ranked().size() < 2
        ? Optional.empty()
        : Optional.of(
            html -> {
              html.element(
                  "p",
                  "Shares of the variance of a logarithm over all combinations: of one parameter"
                      + " alone, of two together, of more, and of the seed. Each chart adds up to"
                      + " 100%.");
              shares(html, summary, Measure.SCORE, summary.validationScore());
              shares(html, summary, summary.seconds(), summary.seconds().noun());
            });
  }

  private static void shares(Html html, SweepSummary summary, Measure measure, String name) {
    Importance importance = Importance.of(summary.rows(), summary.table().factors(), measure);
    html.element("h3", name);
    if (importance.reason().isPresent()) {
      html.element("p", "There are no shares: " + importance.reason().get() + ".");
      return;
    }
    html.element("p", grid(importance.grid().orElseThrow()));
    List<Share> all = all(importance);
    List<Share> shown = shown(importance);
    Frame frame = new Frame(720, BAR * shown.size() + 8, LEFT, RIGHT, 4, BAR * shown.size() + 4);
    Svg svg = new Svg(html, frame, "Shares of the variance of " + name);
    for (int i = 0; i < shown.size(); i++) {
      double y = frame.top() + BAR * (double) i;
      svg.text("end", LEFT - 8.0, y + 15, shown.get(i).name());
      svg.rect("bar", LEFT, y + 3, (RIGHT - LEFT) * shown.get(i).share(), BAR - 6.0, "");
      svg.text(
          "start",
          LEFT + (RIGHT - LEFT) * shown.get(i).share() + 6,
          y + 15,
          percent(shown.get(i).share()));
    }
    svg.end();
    Numbers numbers =
        new Numbers(html, "Shares of the variance of " + name, List.of("effect", "share"));
    all.forEach(
        share ->
            numbers.row(List.of(share.name(), String.format(Locale.ROOT, "%.6f", share.share()))));
    numbers.end();
  }

  private static String grid(CompleteGrid grid) {
    int few = grid.fewestSeeds();
    int many = grid.mostSeeds();
    return (grid.isLargest() ? "The largest complete grid" : "A complete grid")
        + grid.shown().map(without -> ", " + without + ",").orElse("")
        + " has "
        + Show.counted(grid.configurations().size(), "combination")
        + (many == 1
            ? ". With one seed each, noise is a part of the effects."
            : " with " + (few == many ? Show.count(few) : few + " to " + many) + " seeds each.");
  }

  private static List<Share> all(Importance importance) {
    List<Share> all = new ArrayList<>();
    importance.main().forEach(effect -> all.add(new Share(effect.name(), effect.share())));
    importance.pairs().forEach(effect -> all.add(new Share(effect.name(), effect.share())));
    if (importance.main().size() > 2) {
      all.add(new Share("three and more together", importance.higher()));
    }
    if (importance.noise() > 0) {
      all.add(new Share("seed (noise)", importance.noise()));
    }
    return all;
  }

  /** Returns all shares, with the small pairs as one. */
  private static List<Share> shown(Importance importance) {
    List<Share> all = all(importance);
    int first = importance.main().size() + MOST_PAIRS;
    int last = importance.main().size() + importance.pairs().size();
    if (last <= first + 1) {
      return all;
    }
    List<Share> shown = new ArrayList<>(all.subList(0, first));
    shown.add(
        new Share(
            "the other " + (last - first) + " pairs",
            all.subList(first, last).stream().mapToDouble(Share::share).sum()));
    shown.addAll(all.subList(last, all.size()));
    return shown;
  }

  private static String percent(double share) {
    return share > 0 && share < 0.001
        ? "below 0.1%"
        : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
