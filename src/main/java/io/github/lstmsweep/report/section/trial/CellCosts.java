package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.Values;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/** The speed of each cell at each hidden size, as medians of the trials. */
public final class CellCosts implements Section {
  @Override
  public String heading() {
    return "Cost of the cells";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary.varying().contains(Hyperparameter.CELL) && !summary.ranked().isEmpty()
        ? Optional.of(html -> write(html, summary))
        : Optional.empty();
  }

  private static void write(Html html, SweepSummary summary) {
    HtmlTable table =
        new HtmlTable(
            html,
            "Cost of the cells",
            List.of(
                "cell",
                "num_hiddens",
                "trials",
                "parameter_count",
                "training tokens per second",
                "inference tokens per second",
                "best " + summary.validationScore()));
    Values.of(summary.ranked(), Hyperparameter.CELL)
        .forEach(
            (cell, ofCell) ->
                Values.of(ofCell, Hyperparameter.NUM_HIDDENS)
                    .forEach((size, rows) -> table.row(line(summary, cell, size, rows))));
    table.end();
    html.element(
        "p",
        "These speeds are measured while other trials run. "
            + (summary.seconds() == Measure.WARM_SECONDS
                ? "The training speed is without Java's warm-up, and the inference speed with it."
                : "Short trials include Java's warm-up.")
            + " The verb cost measures them alone.");
  }

  private static List<String> line(
      SweepSummary summary, Object cell, Object size, List<TrialRow> rows) {
    return List.of(
        Show.parameter(cell),
        Show.parameter(size),
        Show.count(rows.size()),
        median(rows, "parameter_count"),
        median(rows.stream().flatMapToDouble(row -> speed(row, summary.seconds()).stream())),
        median(rows, "inference_tokens_per_second"),
        rows.stream()
            .min(Comparator.comparingDouble(summary::scoreOf))
            .map(row -> Show.score(summary.scoreOf(row)))
            .orElse("–"));
  }

  private static OptionalDouble speed(TrialRow row, Measure seconds) {
    OptionalDouble tokens = Measure.TOKENS.of(row);
    double time = seconds.of(row).orElse(0);
    return tokens.isPresent() && time > 0
        ? OptionalDouble.of(tokens.getAsDouble() / time)
        : OptionalDouble.empty();
  }

  private static String median(List<TrialRow> rows, String column) {
    return median(rows.stream().flatMapToDouble(row -> row.number(column).stream()));
  }

  private static String median(DoubleStream numbers) {
    double[] sorted = numbers.sorted().toArray();
    return sorted.length == 0 ? "–" : Show.count(Math.round(sorted[sorted.length / 2]));
  }
}
