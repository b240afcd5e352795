package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.CorpusBest;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.compare.Wins;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The best trial of each corpus beside its baselines, and the configurations that are best most
 * often.
 */
public final class BestOfCorpora implements Section {
  private static final int MOST_WINS = 20;

  @Override
  public String heading() {
    return "The best of each corpus";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return Optional.of(html -> write(html, summary));
  }

  private static void write(Html html, SweepSummary summary) {
    List<CorpusBest> corpora = summary.corpora();
    Varying varying = summary.table().varying();
    List<Wins> wins = Wins.of(corpora, varying);
    if (!summary.axes().isEmpty() && !wins.isEmpty()) {
      html.element("p", "Scores are compared within a corpus only. These configurations are best:");
      HtmlTable table =
          new HtmlTable(
              html, "Configurations that are best", List.of("best of corpora", "configuration"));
      wins.stream()
          .limit(MOST_WINS)
          .forEach(w -> table.row(List.of(Show.count(w.corpora()), w.configuration())));
      table.end();
    }
    List<Baseline> baselines =
        Baseline.of(summary.task()).stream()
            .filter(b -> corpora.stream().anyMatch(c -> b.score(any(c)).isPresent()))
            .toList();
    if (!baselines.isEmpty()) {
      html.element("p", beaten(corpora, baselines));
    }
    List<String> columns = new ArrayList<>(List.of("corpus", summary.validationScore()));
    baselines.forEach(baseline -> columns.add(baseline.key()));
    summary.axes().forEach(h -> columns.add(h.key()));
    columns.addAll(List.of("OK", "trial"));
    HtmlTable table = new HtmlTable(html, "The best trial of each corpus", columns);
    for (CorpusBest corpus : corpora) {
      List<String> cells = new ArrayList<>();
      cells.add(corpus.corpus());
      cells.add(corpus.row().isPresent() ? Show.score(corpus.score()) : "–");
      baselines.forEach(baseline -> cells.add(score(baseline.score(any(corpus)))));
      for (Hyperparameter h : summary.axes()) {
        cells.add(corpus.row().map(row -> Show.parameter(row.hyperparameter(h))).orElse("–"));
      }
      cells.add(corpus.ranked() + " of " + corpus.rows().rows().size());
      cells.add(corpus.row().map(row -> row.id().hex().substring(0, 8)).orElse("–"));
      table.row(cells);
    }
    table.end();
  }

  /** Says how many corpora have a baseline that is better than every network. */
  private static String beaten(List<CorpusBest> corpora, List<Baseline> baselines) {
    List<String> parts = new ArrayList<>();
    for (Baseline baseline : baselines) {
      if (baseline == Baseline.NOISE || baseline == Baseline.UNIFORM) {
        continue;
      }
      long better =
          corpora.stream()
              .filter(c -> baseline.score(any(c)).orElse(Double.NaN) < c.score())
              .count();
      parts.add(baseline.phrase() + " in " + Show.count(better));
    }
    return "Baselines that need no network are better than the best trial: "
        + String.join(", ", parts)
        + " of "
        + Show.count(corpora.size())
        + " corpora.";
  }

  private static TrialRow any(CorpusBest corpus) {
    return corpus.rows().rows().get(0);
  }

  private static String score(OptionalDouble score) {
    return score.isPresent() ? Show.score(score.getAsDouble()) : "–";
  }
}
