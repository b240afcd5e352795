package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.cli.output.TerminalWriter.Span;
import java.util.List;
import java.util.function.Supplier;

/**
 * Updates one block of lines in place. The cursor rests at the start of the row below the block.
 * Text of a different origin therefore never lands inside it. At its end the block disappears.
 */
final class TerminalDisplay implements Display {
  private static final double DRAW_SECONDS = 0.2;
  private static final double MOST_SECONDS = 1;

  /** The share of the time that drawing may take. A view of very many trials takes long. */
  private static final double SHARE = 0.01;

  /** Standard error passes through a filter of the script, so its text arrives a little later. */
  private static final double FOREIGN_TEXT_SECONDS = 0.3;

  private final TerminalWriter out;
  private final LiveTerminalSize size;
  private final Look look;
  private final Supplier<Double> elapsed;
  private LiveTerminalSize.Size measured;
  private double measuredAt = Double.NEGATIVE_INFINITY;
  private double nextDraw;
  private List<Integer> drawn = List.of(); // the columns of each line on the terminal

  TerminalDisplay(TerminalWriter out, LiveTerminalSize size, Look look, Supplier<Double> elapsed) {
    this.out = out;
    this.size = size;
    this.look = look;
    this.elapsed = elapsed;
  }

  @Override
  public void finished(Acknowledgement acknowledgement, Supplier<SweepView> view) {
    tick(view);
  }

  @Override
  public void tick(Supplier<SweepView> view) {
    double now = elapsed.get();
    if (now >= nextDraw) {
      draw(BlockText.lines(view.get(), measure(now).columns(), look));
      double took = elapsed.get() - now;
      nextDraw = now + Math.min(MOST_SECONDS, Math.max(DRAW_SECONDS, took / SHARE));
    }
  }

  @Override
  public void makeRoom() {
    draw(List.of());
    nextDraw = elapsed.get() + FOREIGN_TEXT_SECONDS;
  }

  @Override
  public void close() {
    if (!drawn.isEmpty()) {
      measured = size.now();
      draw(List.of());
    }
  }

  private LiveTerminalSize.Size measure(double now) {
    if (now - measuredAt >= 1) {
      measured = size.now();
      measuredAt = now;
    }
    return measured;
  }

  private void draw(List<List<Span>> lines) {
    if (lines.isEmpty() && drawn.isEmpty()) {
      return;
    }
    // The row of the cursor is below the block, and the terminal has no row above its first one.
    List<List<Span>> shown = lines.subList(0, Math.min(lines.size(), measured.rows() - 1));
    out.redraw(rowsOfBlock(), shown);
    drawn = shown.stream().map(BlockText::columns).toList();
  }

  /** A terminal that became narrower wraps the lines that it has. */
  private int rowsOfBlock() {
    int columns = measured.columns();
    int rows = drawn.stream().mapToInt(width -> Math.max(1, (width + columns - 1) / columns)).sum();
    return Math.min(rows, measured.rows() - 1);
  }
}
