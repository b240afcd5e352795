package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Shows the progress of a sweep: the trials that have a row, the best score and the remaining time.
 * Rows of earlier runs count too. On a terminal it is one line that is overwritten. Elsewhere it
 * prints separate lines, and few enough for a log. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  /** Without a terminal each trial has its line, up to this many trials. */
  static final int LINE_EACH = 40;

  private static final double LINE_SECONDS = 10;
  private static final double HEARTBEAT_SECONDS = 60;

  /** The kinds of output. */
  public enum Style {
    /** One line, which is overwritten. */
    TERMINAL,
    /** Separate lines. */
    PLAIN
  }

  private final TerminalWriter out;
  private final Style style;
  private final int total;
  private final String metric;
  private final RemainingTime remaining;
  private final LongSupplier nanoTime;
  private final long startNanos;

  private CompletableFuture<TableRows> before;
  private int done;
  private int notOk;
  private double best = Double.POSITIVE_INFINITY;
  private double lastLineSeconds;

  /**
   * Starts the clock.
   *
   * @param work to be done and already done
   */
  public Progress(TerminalWriter out, Style style, Work work) {
    this(out, style, work, System::nanoTime);
  }

  /**
   * Starts the clock.
   *
   * @param work to be done and already done
   * @param nanoTime the clock, in nanoseconds
   */
  public Progress(TerminalWriter out, Style style, Work work, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.done = work.finished();
    this.before = work.before();
    this.total = done + work.schedule().trials().size();
    this.metric = metric(work.schedule());
    this.remaining = new RemainingTime(work.schedule(), work.cores());
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
  }

  /**
   * The work of a run: its trials, the trials with a row, and the cores.
   *
   * @param schedule the trials that will be trained
   * @param finished how many further trials of the specification already have a row; they count
   *     like the trials of this run
   * @param before the rows of those trials, once they have been read
   * @param cores number of cores that train
   */
  public record Work(
      Schedule schedule, int finished, CompletableFuture<TableRows> before, int cores) {}

  /** Returns the metric of the first trial: all trials of a sweep have one task. */
  private static String metric(Schedule schedule) {
    return schedule.trials().stream()
        .findFirst()
        .map(trial -> trial.dataset().task())
        .orElse(Task.LANGUAGE_MODEL)
        .metric();
  }

  /** Records that a trial was sent to a core. */
  public synchronized void started(TrialId id) {
    remaining.started(id, elapsed());
  }

  /** Records that a trial has its row, and prints if a line is due. */
  public synchronized void finished(
      TrialId id, TrialStatus status, double validationScore, double seconds) {
    done++;
    remaining.finished(id, status, seconds);
    if (status == TrialStatus.OK) {
      best = Math.min(best, finite(validationScore));
    } else {
      notOk++;
    }
    boolean plainLine =
        total <= LINE_EACH || done == total || elapsed() - lastLineSeconds >= LINE_SECONDS;
    if (style == Style.TERMINAL || plainLine) {
      print();
    }
  }

  /** Prints if a line is due. The caller calls it about once per second. */
  public synchronized void tick() {
    if (style == Style.TERMINAL || elapsed() - lastLineSeconds >= HEARTBEAT_SECONDS) {
      print();
    }
  }

  /** Leaves the cursor at the start of an empty line. */
  @Override
  public synchronized void close() {
    if (style == Style.TERMINAL) {
      out.eraseLine();
      out.flush();
    }
  }

  /** Counts the rows of earlier runs as soon as they have been read. */
  private void countBefore() {
    if (before.isDone() && !before.isCompletedExceptionally()) {
      TableRows rows = before.join();
      notOk += rows.rows().size() - rows.counts().getOrDefault(TrialStatus.OK, 0);
      rows.bestScore().ifPresent(score -> best = Math.min(best, score));
      before = new CompletableFuture<>();
    }
  }

  private void print() {
    countBefore();
    lastLineSeconds = elapsed();
    if (style == Style.TERMINAL) {
      out.eraseLine();
      out.print(line());
    } else {
      out.println(line());
    }
    out.flush();
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    line.append(Show.count(done)).append('/').append(Show.counted(total, "trial"));
    if (notOk > 0) {
      line.append(", ").append(Show.count(notOk)).append(" not OK");
    }
    line.append(" | ");
    line.append(
        done == total
            ? "took " + Show.seconds(elapsed())
            : Show.seconds(remaining.seconds(elapsed())) + " left");
    if (best < Double.POSITIVE_INFINITY) {
      line.append(" | best ").append(metric).append(' ').append(Show.score(best));
    }
    return line.toString();
  }

  private double elapsed() {
    return (nanoTime.getAsLong() - startNanos) / 1e9;
  }

  private static double finite(double score) {
    return Double.isFinite(score) ? score : Double.POSITIVE_INFINITY;
  }
}
