package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.cli.output.Sparkline;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.train.EpochPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Formats everything about one trial for people: a line per column that has a value, in the groups
 * of the table's columns, and then the curve and the sample.
 */
final class TrialDetails {
  /** The columns that have lines of their own. */
  private static final Set<String> APART =
      Set.of("status_detail", "curve", "sample", "forecasts", "trial_id");

  private static final int USUAL_WIDTH = 80;
  private static final String GAP = "  ";

  private final WholeTrial trial;
  private final int label;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  private TrialDetails(WholeTrial trial, int width) {
    this.trial = trial;
    this.width = width;
    this.label =
        ResultSchema.columns().stream()
            .map(Column::name)
            .filter(trial.row().values()::containsKey)
            .mapToInt(String::length)
            .max()
            .orElse(0);
  }

  /**
   * Returns the lines.
   *
   * @param width the columns of the terminal; empty if there is none
   */
  static List<String> lines(WholeTrial trial, OptionalInt width) {
    TrialDetails details = new TrialDetails(trial, width.orElse(USUAL_WIDTH));
    details.line("trial_id", trial.row().id().hex());
    ResultSchema.groups().forEach(details::group);
    details.curve();
    trial
        .row()
        .sample()
        .ifPresent(sample -> details.line("sample", ControlCharacters.inAList(sample)));
    return List.copyOf(details.lines);
  }

  private void group(List<Column<TrialResult>> columns) {
    for (Column<TrialResult> column : columns) {
      if (column.name().equals("status_detail")) {
        reason();
      } else if (!APART.contains(column.name())
          && trial.row().values().containsKey(column.name())) {
        line(column.name(), CellText.of(column, trial.row().values()));
      }
    }
    if (columns.stream().anyMatch(column -> column.name().equals("status"))) {
      trial
          .testScore()
          .ifPresent(score -> line("test_perplexity", CellText.number(score.testPerplexity())));
    }
    lines.add("");
  }

  /** Adds the reason, which may have several lines. */
  private void reason() {
    String name = "status_detail";
    for (String line :
        trial.row().statusDetail().map(text -> text.lines().toList()).orElse(List.of())) {
      line(name, line);
      name = "";
    }
  }

  private void curve() {
    List<EpochPoint> curve = trial.curve();
    if (curve.isEmpty()) {
      return;
    }
    line(
        "curve",
        Sparkline.of(
            curve.stream().mapToDouble(EpochPoint::validationScore).toArray(),
            Math.max(1, width - label - GAP.length()),
            Sparkline.BLOCKS));
    Optional<EpochPoint> best =
        curve.stream()
            .filter(point -> Double.isFinite(point.validationScore()))
            .min(Comparator.comparingDouble(EpochPoint::validationScore));
    line(
        "",
        "first "
            + shown(curve.get(0))
            + best.map(point -> ", best " + shown(point)).orElse("")
            + ", last "
            + shown(curve.get(curve.size() - 1)));
  }

  private static String shown(EpochPoint point) {
    return Show.score(point.validationScore()) + " (epoch " + point.epoch() + ")";
  }

  private void line(String name, String value) {
    lines.add(name + " ".repeat(Math.max(0, label - name.length())) + GAP + value);
  }
}
