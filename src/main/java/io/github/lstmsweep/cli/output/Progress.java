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
 * What a sweep in progress shows: of all its trials, those with a row and the best score, whether
 * trained now or by an earlier run; and the time that remains. One line that is written over on a
 * terminal; elsewhere lines of their own, not more than a log can bear. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  /** Where lines are kept: each trial has its line up to this many trials. */
  static final int LINE_EACH = 40;

  private static final double LINE_SECONDS = 10;
  private static final double HEARTBEAT_SECONDS = 60;

  /** Where the lines go. */
  public enum Style {
    /** One line, written over. */
    TERMINAL,
    /** A line at a time. */
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
   * @param work what is to be done and what was done before
   */
  public Progress(TerminalWriter out, Style style, Work work) {
    this(out, style, work, System::nanoTime);
  }

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
   * What is to be done, what was done before, and how many cores do it.
   *
   * @param schedule the trials that will be trained
   * @param finished how many of the specification's other trials have a row; they count like those
   *     to come
   * @param before their rows, once they have been read
   * @param cores that train
   */
  public record Work(
      Schedule schedule, int finished, CompletableFuture<TableRows> before, int cores) {}

  /** All trials of a sweep have the same task. */
  private static String metric(Schedule schedule) {
    return schedule.trials().stream()
        .findFirst()
        .map(trial -> trial.dataset().task())
        .orElse(Task.LANGUAGE_MODEL)
        .metric();
  }

  /** A trial was sent to a core. */
  public synchronized void started(TrialId id) {
    remaining.started(id, elapsed());
  }

  /** A trial has its row. */
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

  /** Time has gone by: call it about once a second. */
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

  /** Counts the rows of before as soon as they have been read. */
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
