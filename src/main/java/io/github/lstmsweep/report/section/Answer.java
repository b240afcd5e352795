package io.github.lstmsweep.report.section;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.compare.BaselineList;
import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The best configuration, its score beside the baselines, the text that it writes, its cost, and
 * those that cannot be told apart from it.
 */
public final class Answer implements Section {
  @Override
  public String heading() {
    return "The answer";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return Optional.of(
        html -> {
          if (summary.ranked().isEmpty()) {
            html.element("p", "No trial is OK.");
            return;
          }
          best(html, summary);
          summary.test().forEach(line -> html.element("p", sentence(line)));
        });
  }

  private static void best(Html html, SweepSummary summary) {
    Optional<Configuration> ofSeeds = summary.configurations().flatMap(Configurations::best);
    TrialRow row = ofSeeds.map(c -> c.rows().get(0)).orElse(summary.ranked().get(0));
    double score = ofSeeds.map(Configuration::mean).orElseGet(() -> summary.scoreOf(row));
    String configuration =
        ofSeeds.map(Configuration::shown).orElseGet(() -> summary.configuration(row));
    html.open("p", "best")
        .text(ofSeeds.isPresent() ? "Best mean " : "Best ")
        .text(summary.validationScore() + " ")
        .element("strong", Show.score(score))
        .text(configuration.isEmpty() ? "" : " with " + configuration)
        .close()
        .line();
    String known = BaselineList.of(row, Baseline::phrase);
    if (!known.isEmpty()) {
      html.element("p", "On the same windows: " + known + ".");
    }
    beaten(row, score).ifPresent(warning -> html.element("p", "warning", warning));
    summary
        .configurations()
        .flatMap(Configurations::verdict)
        .ifPresent(verdict -> html.element("p", sentence(verdict) + "."));
    row.sample()
        .filter(sample -> !sample.isEmpty())
        .ifPresent(
            sample ->
                html.open("p")
                    .text("It writes: ")
                    .element("q", "sample", ControlCharacters.inAList(sample))
                    .close());
    html.element("p", cost(summary, row));
  }

  /** Returns a warning if a model without a network is better. */
  private static Optional<String> beaten(TrialRow row, double score) {
    List<String> better =
        Baseline.of(row.task()).stream()
            .filter(b -> b != Baseline.NOISE && b.score(row).orElse(Double.NaN) < score)
            .map(b -> b.phrase() + " " + Show.score(b.score(row).orElseThrow()))
            .toList();
    return better.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No network is needed for a better score: " + String.join(", ", better) + ".");
  }

  private static String cost(SweepSummary summary, TrialRow row) {
    double all =
        summary.rows().stream()
            .mapToDouble(r -> r.trainSeconds().orElse(0) + r.number("validation_seconds").orElse(0))
            .sum();
    OptionalDouble own = row.trainSeconds();
    return "Its training took "
        + (own.isPresent() ? Show.seconds(own.getAsDouble()) : "an unknown time")
        + " on one core. Training and validation of all trials took "
        + Show.seconds(all)
        + " of one core.";
  }

  private static String sentence(String line) {
    return Character.toUpperCase(line.charAt(0)) + line.substring(1);
  }
}
