package io.github.lstmsweep.report.section;

import io.github.lstmsweep.compare.importance.AblationPath;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.html.HtmlTable;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The way from the default configuration to the best one, one parameter at a time. */
public final class Ablation implements Section {
  @Override
  public String heading() {
    return "From the defaults to the best";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return AblationPath.of(summary.rows(), summary.table().factors())
        .filter(path -> !path.steps().isEmpty())
        .map(path -> html -> write(html, summary, path));
  }

  private static void write(Html html, SweepSummary summary, AblationPath path) {
    html.element(
        "p",
        "The way begins at "
            + path.start()
            + (path.startScore().isPresent()
                ? " with " + Show.score(path.startScore().getAsDouble())
                : ", of which no trial is OK")
            + ". Each step takes the change that improves the score most.");
    path.notes().forEach(note -> html.element("p", sentence(note)));
    HtmlTable table =
        new HtmlTable(
            html,
            "From the defaults to the best",
            List.of("step", "change", summary.validationScore(), "change of the score"));
    int number = 1;
    for (AblationPath.Step step : path.steps()) {
      String changes =
          step.changes().stream()
              .map(c -> c.factor().name() + ": " + c.from() + " → " + c.to())
              .collect(Collectors.joining("; "));
      table.row(
          List.of(
              Integer.toString(number++),
              changes,
              Show.score(step.after()),
              change(step.before(), step.after())));
    }
    table.end();
  }

  private static String change(OptionalDouble before, double after) {
    if (before.isEmpty()) {
      return "–";
    }
    double percent = 100 * (after / before.getAsDouble() - 1);
    return String.format(Locale.ROOT, "%+.1f%%", percent);
  }

  private static String sentence(String note) {
    return Character.toUpperCase(note.charAt(0))
        + note.substring(1)
        + (note.endsWith(".") ? "" : ".");
  }
}
