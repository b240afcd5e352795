package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.cli.output.TerminalSize;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.sweep.StoredSweep;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Prints the state of a table again and again. On a terminal each picture replaces the one before.
 * Elsewhere a picture is printed only if it differs from the one before, apart from the clock.
 */
final class StatusWatch {
  private final StoredSweep stored;
  private final PrintWriter print;
  private final long seconds;
  private final RunningList running;
  private List<String> before = List.of();

  /** Watches a table with pauses of {@code seconds}. */
  StatusWatch(StoredSweep stored, PrintWriter print, long seconds) {
    this.stored = stored;
    this.print = print;
    this.seconds = seconds;
    this.running = new RunningList(stored);
  }

  /**
   * Prints until every trial has a row, or until this thread is interrupted.
   *
   * @return the last state
   */
  TableStatus untilComplete(String out, Optional<ChosenColumns> chosen, Extent extent) {
    TableStatus status = TableStatus.of(stored);
    picture(status, out, chosen, extent);
    while (!status.isComplete() && pause()) {
      status = TableStatus.of(stored);
      picture(status, out, chosen, extent);
    }
    return status;
  }

  private boolean pause() {
    try {
      TimeUnit.SECONDS.sleep(seconds);
      // Somebody may have closed the pipe.
      return !print.checkError();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void picture(
      TableStatus status, String out, Optional<ChosenColumns> chosen, Extent extent) {
    List<String> fixed = new ArrayList<>(status.counts());
    fixed.add("");
    List<String> results = status.results(out, chosen, extent, TerminalSize.columns());
    List<String> now = new ArrayList<>(fixed);
    if (!status.isComplete()) {
      now.addAll(
          running.lines(
              stored.table().claims().running(),
              status.rows(),
              Instant.now(),
              TerminalSize.columns()));
      now.add("");
    }
    now.addAll(results);
    fixed.addAll(results);
    if (TerminalSize.isTerminal()) {
      TerminalWriter.clear(print);
      fitting(now).forEach(print::println);
    } else if (!fixed.equals(before)) {
      if (!before.isEmpty()) {
        print.println();
      }
      now.forEach(print::println);
      before = fixed;
    }
    print.flush();
  }

  /** Returns the lines that fit above the cursor's line; the rest would scroll the counts away. */
  private static List<String> fitting(List<String> lines) {
    int most = TerminalSize.lines().orElse(Integer.MAX_VALUE) - 1;
    return lines.size() <= most ? lines : lines.subList(0, Math.max(1, most));
  }
}
