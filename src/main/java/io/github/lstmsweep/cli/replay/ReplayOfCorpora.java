package io.github.lstmsweep.cli.replay;

import io.github.lstmsweep.compare.replay.Calibration;
import io.github.lstmsweep.compare.replay.ReplayedCorpora;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.search.rule.model.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lists the courses of rules on several corpora for people, a line for each rule. */
final class ReplayOfCorpora {
  private ReplayOfCorpora() {}

  /** Returns an aligned table, and how often the forecasts held. */
  static List<String> lines(List<ReplayedCorpora> rules) {
    TextTable table =
        new TextTable(
            List.of(
                "rule",
                "corpora",
                "mean tokens",
                "mean time",
                "whole",
                "mean behind",
                "worst behind",
                "keeps the best"));
    for (ReplayedCorpora r : rules) {
      table.row(
          List.of(
              r.rule(),
              Show.count(r.corpora()),
              percent(r.tokens()),
              Double.isFinite(r.seconds()) ? percent(r.seconds()) : "-",
              Show.count(r.whole()),
              String.format(Locale.ROOT, "%.2f%%", 100 * r.behind()),
              String.format(Locale.ROOT, "%.2f%%", 100 * r.worst()),
              Show.count(r.keepsBest()) + " of " + Show.count(r.corpora())));
    }
    List<String> lines = new ArrayList<>(table.lines());
    rules.forEach(r -> calibration(r.rule(), r.calibration()).ifPresent(lines::add));
    return lines;
  }

  /** Says how often the forecasts of a rule held; empty if it makes none. */
  static Optional<String> calibration(String rule, Calibration calibration) {
    int forecasts = calibration.forecasts();
    return forecasts == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s left %s unfinished; the last score was within its %s interval for %d of them",
                rule,
                Show.counted(forecasts, "trial"),
                Math.round(100 * Forecast.SHARE) + "%",
                calibration.held()));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
