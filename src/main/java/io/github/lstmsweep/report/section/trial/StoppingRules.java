package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.compare.replay.KnownCurves;
import io.github.lstmsweep.compare.replay.Replayed;
import io.github.lstmsweep.compare.replay.Replays;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The courses of rules that stop trials early, replayed on the curves of the table. */
public final class StoppingRules implements Section {
  private static final int MOST_OF_FRONT = 12;

  @Override
  public String heading() {
    return "If rules had stopped trials";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return Replays.of(KnownCurves.byId(summary.rows(), summary.curves()))
        .map(replays -> html -> write(html, summary, replays));
  }

  private static void write(Html html, SweepSummary summary, Replays replays) {
    html.element(
        "p",
        "The curves of this table show what other rules would have trained, and which trial they"
            + " would have found. Nothing is trained for it.");
    table(html, summary, "Rules that stop trials", replays.rules());
    html.open("details").element("summary", "All trials for some epochs, then only the best ones");
    table(
        html,
        summary,
        "The i-Epoch front",
        replays.front().subList(0, Math.min(MOST_OF_FRONT, replays.front().size())));
    html.close().line();
  }

  private static void table(
      Html html, SweepSummary summary, String label, List<Replayed> replayed) {
    HtmlTable table =
        new HtmlTable(
            html,
            label,
            List.of(
                "rule",
                "trained tokens",
                "time",
                "whole trials",
                summary.validationScore(),
                "behind the best",
                "keeps the best"));
    for (Replayed r : replayed) {
      table.row(
          List.of(
              r.rule(),
              percent(r.tokens()),
              Double.isFinite(r.seconds()) ? percent(r.seconds()) : "–",
              Show.count(r.whole()),
              Show.score(r.score()),
              String.format(Locale.ROOT, "%.2f%%", 100 * r.behind()),
              r.keepsBest() ? "yes" : "no"));
    }
    table.end();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
