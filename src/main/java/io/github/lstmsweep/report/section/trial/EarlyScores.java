package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.compare.RankCorrelation;
import io.github.lstmsweep.compare.RankCorrelation.AtEpoch;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.chart.Frame;
import io.github.lstmsweep.report.chart.LinearAxis;
import io.github.lstmsweep.report.chart.Points;
import io.github.lstmsweep.report.chart.Svg;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.Numbers;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The rank correlation of each epoch's scores with the last ones: how early one could have known.
 */
public final class EarlyScores implements Section {
  private static final int FEWEST_TRIALS = 4;

  @Override
  public String heading() {
    return "How early one could have known";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    RankCorrelation ranks = RankCorrelation.of(summary.rows(), summary.curves());
    return ranks.trials() < FEWEST_TRIALS || ranks.epochs().size() < 2
        ? Optional.empty()
        : Optional.of(html -> write(html, ranks));
  }

  private static void write(Html html, RankCorrelation ranks) {
    List<AtEpoch> epochs = ranks.epochs();
    html.element(
        "p",
        "Spearman's rank correlation of the scores after each epoch with those after the last, over "
            + Show.counted(ranks.trials(), "trial")
            + ". "
            + sentence(ranks, 1, "the best one")
            + sentence(ranks, 3, "among the best three")
            + sentence(ranks, ranks.tenth(), "among the best tenth"));
    Frame frame = Frame.of(760, 220);
    LinearAxis x = new LinearAxis(1, Math.max(2, epochs.size()), frame.left(), frame.right());
    double lowest =
        epochs.stream().mapToDouble(AtEpoch::rho).filter(Double::isFinite).min().orElse(0);
    LinearAxis y = new LinearAxis(Math.min(0, lowest), 1.02, frame.bottom(), frame.top());
    Svg svg = new Svg(html, frame, "Rank correlation with the last epoch, by epoch");
    svg.vertical(y, frame, "rank correlation");
    svg.horizontal(x, frame, "epoch");
    Points line = new Points();
    for (AtEpoch epoch : epochs) {
      if (Double.isFinite(epoch.rho())) {
        line.add(x.at(epoch.epoch()), y.at(epoch.rho()));
      }
    }
    svg.polyline("line mean", line.toString(), "");
    svg.end();
    Numbers numbers =
        new Numbers(
            html,
            "Rank correlation by epoch",
            List.of("epoch", "rank correlation", "rank of the final best"));
    for (AtEpoch epoch : epochs) {
      numbers.row(
          List.of(
              Integer.toString(epoch.epoch()),
              Double.isFinite(epoch.rho()) ? String.format(Locale.ROOT, "%.4f", epoch.rho()) : "–",
              Show.count(epoch.rankOfBest())));
    }
    numbers.end();
  }

  /** Tells the epoch from which on the final best keeps a rank. */
  private static String sentence(RankCorrelation ranks, int kept, String words) {
    List<AtEpoch> epochs = new ArrayList<>(ranks.epochs());
    IntPredicate stays =
        from -> epochs.subList(from, epochs.size()).stream().allMatch(e -> e.keepsBest(kept));
    OptionalInt first =
        java.util.stream.IntStream.range(0, epochs.size()).filter(stays).findFirst();
    return first.isPresent()
        ? "The final best is "
            + words
            + " from epoch "
            + epochs.get(first.getAsInt()).epoch()
            + " on. "
        : "";
  }
}
