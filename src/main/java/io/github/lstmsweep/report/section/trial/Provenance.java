package io.github.lstmsweep.report.section.trial;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The origin of the numbers: data, fixed hyperparameters, software, machines and times. */
public final class Provenance implements Section {
  private static final int NAMED = 8;

  private static final List<String> DATA =
      List.of(
          "task",
          "corpus",
          "column",
          "input_columns",
          "tokens",
          "vocab_size",
          "train_windows",
          "validation_windows");

  private static final List<String> SOFTWARE =
      List.of("engine", "engine_version", "kernels", "reproducibility", "host", "name");

  @Override
  public String heading() {
    return "Provenance";
  }

  @Override
  public Optional<Consumer<Html>> content(SweepSummary summary) {
    return summary.rows().isEmpty() ? Optional.empty() : Optional.of(html -> write(html, summary));
  }

  private static void write(Html html, SweepSummary summary) {
    Map<String, String> facts = new LinkedHashMap<>();
    DATA.forEach(column -> facts.put(column, values(summary, column)));
    facts.put("in all trials", summary.table().varying().shared());
    SOFTWARE.forEach(column -> facts.put(column, values(summary, column)));
    long[] starts = Spans.micros(summary.rows(), "started_at");
    long[] ends = Spans.micros(summary.rows(), "finished_at");
    if (starts.length > 0 && ends.length > 0) {
      facts.put("first start", Spans.shown(starts[0]));
      facts.put("last end", Spans.shown(ends[ends.length - 1]));
    }
    html.open("dl");
    facts.forEach(
        (name, fact) -> {
          if (!fact.isEmpty()) {
            html.element("dt", name).element("dd", ControlCharacters.onOneLine(fact)).line();
          }
        });
    html.close();
  }

  /** Returns the different values of a column. */
  private static String values(SweepSummary summary, String column) {
    List<String> all = List.copyOf(new TreeSet<>(texts(summary, column)));
    return String.join(", ", all.subList(0, Math.min(NAMED, all.size())))
        + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
  }

  private static List<String> texts(SweepSummary summary, String column) {
    return summary.rows().stream()
        .map((TrialRow row) -> row.values().get(column))
        .filter(Objects::nonNull)
        .map(value -> value instanceof Long n ? Show.count(n) : value.toString())
        .sorted()
        .toList();
  }
}
