package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.cli.output.TerminalSize;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.cli.output.TerminalWriter.Color;
import io.github.lstmsweep.cli.output.TerminalWriter.Span;
import io.github.lstmsweep.format.DisplayWidth;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Shows how far a verb has come whose steps are counted. On a terminal it is one line, which
 * disappears at the end. Elsewhere it is a line every ten seconds, so a short verb prints none.
 * Thread-safe.
 */
public final class CountLine implements AutoCloseable {
  private static final long DRAW_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int USUAL_COLUMNS = 80;

  private final Optional<TerminalWriter> terminal;
  private final PrintWriter lines;
  private final LongSupplier nanoTime;
  private long shownAt;
  private boolean isDrawn;
  private boolean closed;

  /**
   * Starts the clock.
   *
   * @param terminal that shows the line; empty if there is none
   * @param lines takes the lines without a terminal
   * @param nanoTime counts nanoseconds
   */
  CountLine(Optional<TerminalWriter> terminal, PrintWriter lines, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.lines = lines;
    this.nanoTime = nanoTime;
    this.shownAt = nanoTime.getAsLong();
  }

  /**
   * Returns a line on the terminal of the standard output.
   *
   * @param out the standard output
   * @param lines takes the lines if there is no terminal
   */
  public static CountLine of(PrintWriter out, PrintWriter lines) {
    return new CountLine(
        isTerminal() && out instanceof TerminalWriter terminal
            ? Optional.of(terminal)
            : Optional.empty(),
        lines,
        System::nanoTime);
  }

  /** Returns whether the standard output is a terminal that can show a block. */
  static boolean isTerminal() {
    return TerminalSize.isTerminal() && Look.canMoveTheCursor(System.getenv());
  }

  /** Shows a text such as {@code 12 of 200 trials exported}, if a text is due. */
  public synchronized void show(String text) {
    long now = nanoTime.getAsLong();
    boolean isDue =
        terminal.isPresent()
            ? !isDrawn || now - shownAt >= DRAW_NANOS
            : now - shownAt >= LINE_NANOS;
    if (closed || !isDue) {
      return;
    }
    shownAt = now;
    if (terminal.isPresent()) {
      draw(List.of(List.of(new Span(fitted(text), Color.NONE))));
      isDrawn = true;
    } else {
      lines.println(text);
      lines.flush();
    }
  }

  private static String fitted(String text) {
    return DisplayWidth.cut(text, TerminalSize.columns().orElse(USUAL_COLUMNS));
  }

  private void draw(List<List<Span>> shown) {
    terminal.orElseThrow().redraw(isDrawn ? 1 : 0, shown);
  }

  /** Leaves the cursor at the start of an empty line. */
  @Override
  public synchronized void close() {
    if (isDrawn && !closed) {
      draw(List.of());
    }
    closed = true;
  }
}
