package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.cli.output.Sparkline;
import io.github.lstmsweep.cli.output.TerminalWriter.Color;
import io.github.lstmsweep.cli.output.TerminalWriter.Span;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes the block of a terminal: counts, a bar with the remaining time, the best trial so far, and
 * the trial in training that is nearest its end. A narrow terminal has fewer facts.
 */
final class BlockText {
  private static final String GAP = "  ";
  private static final int LEAST_BAR = 10;
  private static final int MOST_BAR = 40;
  private static final int LEAST_CONFIGURATION = 8;

  private final SweepView view;
  private final Look look;
  private final int width;

  private BlockText(SweepView view, Look look, int width) {
    this.view = view;
    this.look = look;
    this.width = width;
  }

  /**
   * Returns the lines. Each is shorter than {@code columns}, because some terminals wrap a line
   * that fills its row.
   */
  static List<List<Span>> lines(SweepView view, int columns, Look look) {
    BlockText text = new BlockText(view, look, Math.max(1, columns - 1));
    List<List<Span>> lines = new ArrayList<>();
    lines.add(text.counts());
    lines.add(text.bar());
    lines.addAll(text.trials());
    return lines;
  }

  /** Returns the number of columns of a line. All of its characters take one. */
  static int columns(List<Span> line) {
    return line.stream().mapToInt(span -> span.text().length()).sum();
  }

  private List<Span> counts() {
    SweepView.Counts counts = view.counts();
    List<Span> spans = new ArrayList<>();
    add(
        spans,
        counts.prefix() + Show.count(counts.done()) + "/" + Show.counted(counts.total(), "trial"));
    if (counts.notOk() > 0) {
      spans.add(plain(", "));
      spans.add(new Span(Show.count(counts.notOk()) + " not OK", color(Color.YELLOW)));
    }
    add(spans, ", " + Show.count(counts.running()) + " running");
    return fitted(spans);
  }

  private List<Span> bar() {
    String percent = String.format(Locale.ROOT, "%3d%%", (int) Math.floor(100 * view.fraction()));
    String time =
        view.counts().areComplete()
            ? "took " + Show.seconds(view.elapsedSeconds())
            : Show.seconds(view.remainingSeconds()) + " left";
    String facts = percent + GAP + time;
    String more = facts + rate().map(rate -> GAP + rate).orElse("");
    if (more.length() + 1 + LEAST_BAR <= width) {
      facts = more;
    }
    int room = Math.min(MOST_BAR, width - facts.length() - 1);
    List<Span> spans = new ArrayList<>();
    if (room >= LEAST_BAR) {
      int filled = (int) Math.floor(room * view.fraction());
      spans.add(new Span(look.filled().repeat(filled), color(Color.GREEN)));
      add(spans, look.empty().repeat(room - filled) + " ");
    }
    add(spans, facts);
    return fitted(spans);
  }

  private Optional<String> rate() {
    return Double.isNaN(view.tokensPerSecond())
        ? Optional.empty()
        : Optional.of(
            Show.scaled(view.tokensPerSecond())
                + (view.task() == Task.TIME_SERIES ? " steps" : " tokens")
                + " per second");
  }

  private List<List<Span>> trials() {
    Optional<String> best = view.best().map(b -> "best " + metric() + Show.score(b.score()));
    Optional<String> nearest =
        view.nearest()
            .map(
                n ->
                    "epoch "
                        + Show.count(n.progress().epoch())
                        + "/"
                        + Show.count(n.progress().numEpochs())
                        + (Double.isNaN(n.progress().validationScore())
                            ? ""
                            : " " + Show.score(n.progress().validationScore())));
    int label = Math.max(best.orElse("").length(), nearest.orElse("").length());
    List<List<Span>> lines = new ArrayList<>();
    view.best()
        .ifPresent(b -> lines.add(trial(best.get(), label, b.curve().scores(), b.configuration())));
    view.nearest()
        .ifPresent(
            n ->
                lines.add(
                    trial(nearest.get(), label, n.progress().curve().scores(), n.configuration())));
    return lines;
  }

  private String metric() {
    return width >= 100 ? view.task().metric() + " " : "";
  }

  private List<Span> trial(String fact, int label, double[] curve, String configuration) {
    int chart = width < 60 ? 8 : width < 100 ? 16 : 24;
    StringBuilder line = new StringBuilder(padded(fact, label));
    String shown = Sparkline.of(curve, chart, look.levels());
    boolean hasConfiguration = !configuration.isEmpty();
    if (line.length() + GAP.length() + chart <= width) {
      line.append(GAP).append(hasConfiguration ? padded(shown, chart) : shown);
    }
    int room = width - line.length() - GAP.length();
    if (hasConfiguration && room >= Math.min(configuration.length(), LEAST_CONFIGURATION)) {
      line.append(GAP).append(cut(configuration, room));
    }
    return fitted(List.of(plain(line.toString().stripTrailing())));
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  private String cut(String text, int columns) {
    if (text.length() <= columns) {
      return text;
    }
    int kept = columns - look.dots().length();
    return kept > 0 ? text.substring(0, kept) + look.dots() : text.substring(0, columns);
  }

  /** Cuts what is too wide. Only a terminal that is far too narrow needs it. */
  private List<Span> fitted(List<Span> spans) {
    List<Span> fitted = new ArrayList<>();
    int room = width;
    for (Span span : spans) {
      String text = span.text().substring(0, Math.min(room, span.text().length()));
      room -= text.length();
      if (!text.isEmpty()) {
        fitted.add(new Span(text, span.color()));
      }
    }
    return fitted;
  }

  private static void add(List<Span> spans, String text) {
    spans.add(plain(text));
  }

  private static Span plain(String text) {
    return new Span(text, Color.NONE);
  }

  private Color color(Color wanted) {
    return look.colors() ? wanted : Color.NONE;
  }
}
