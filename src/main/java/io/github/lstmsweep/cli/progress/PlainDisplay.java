package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.format.Show;
import java.util.function.Supplier;

/** Prints separate lines, and few enough for a log. */
final class PlainDisplay implements Display {
  /** Each trial has its line, up to this many trials. */
  static final int LINE_EACH = 40;

  private static final double LINE_SECONDS = 10;
  private static final double ROUND_SECONDS = 1;
  private static final double HEARTBEAT_SECONDS = 60;

  private final TerminalWriter out;
  private final SweepState state;
  private final Supplier<Double> elapsed;
  private double lastLineSeconds;

  PlainDisplay(TerminalWriter out, SweepState state, Supplier<Double> elapsed) {
    this.out = out;
    this.state = state;
    this.elapsed = elapsed;
  }

  @Override
  public void finished(Acknowledgement acknowledgement, Supplier<SweepView> view) {
    boolean isDue = elapsed.get() - lastLineSeconds >= LINE_SECONDS;
    // A search may have a hundred rounds of a few short trials.
    boolean isShown =
        state.isFirstRound()
            ? state.total() <= LINE_EACH || state.isComplete()
            : state.isComplete() && elapsed.get() - lastLineSeconds >= ROUND_SECONDS;
    if (isDue || isShown) {
      print(line(view.get()));
    }
  }

  @Override
  public void tick(Supplier<SweepView> view) {
    if (elapsed.get() - lastLineSeconds >= HEARTBEAT_SECONDS) {
      SweepView now = view.get();
      print(line(now) + now.nearest().map(PlainDisplay::epoch).orElse(""));
    }
  }

  private void print(String line) {
    lastLineSeconds = elapsed.get();
    out.println(line);
    out.flush();
  }

  private static String epoch(SweepView.InTraining nearest) {
    return " | a trial is at epoch "
        + Show.count(nearest.progress().epoch())
        + " of "
        + Show.count(nearest.progress().numEpochs());
  }

  /** Returns the line of a log. */
  static String line(SweepView view) {
    SweepView.Counts counts = view.counts();
    StringBuilder line = new StringBuilder();
    line.append(counts.prefix()).append(Show.count(counts.done())).append('/');
    line.append(Show.counted(counts.total(), "trial"));
    if (counts.notOk() > 0) {
      line.append(", ").append(Show.count(counts.notOk())).append(" not OK");
    }
    line.append(" | ");
    line.append(
        counts.areComplete()
            ? "took " + Show.seconds(view.elapsedSeconds())
            : Show.seconds(view.remainingSeconds()) + " left");
    view.best()
        .ifPresent(
            best ->
                line.append(" | best ")
                    .append(view.task().metric())
                    .append(' ')
                    .append(Show.score(best.score())));
    return line.toString();
  }
}
