package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.report.LiveReport;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.sweep.StoredSummary;
import io.github.lstmsweep.sweep.StoredSweep;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Writes the report of a running sweep again and again. It does so on a thread of its own, and one
 * page at a time, so a slow storage delays no trial. A page that cannot be written is left out; the
 * next one is tried again.
 */
public final class LivePage {
  private final Supplier<StoredSweep> stored;
  private final Duration every;
  private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
  private long nextNanos;

  /**
   * Prepares; writes nothing.
   *
   * @param stored opens the table with its specification
   * @param every time between the beginnings of two pages
   */
  public LivePage(Supplier<StoredSweep> stored, Duration every) {
    this.stored = stored;
    this.every = every;
    this.nextNanos = System.nanoTime();
  }

  /** Begins a page if one is due. The caller calls it about once per second. */
  public void tick() {
    if (System.nanoTime() - nextNanos >= 0 && writing.isDone()) {
      nextNanos = System.nanoTime() + every.toNanos();
      writing = CompletableFuture.runAsync(this::write).exceptionally(failure -> null);
    }
  }

  /**
   * Waits for the page in work, and writes the last one.
   *
   * @return the reason if it could not be written; the rows are in the table all the same
   */
  public Optional<String> finish() {
    writing.join();
    try {
      write();
      return Optional.empty();
    } catch (UserException e) {
      return Optional.of(String.join("; ", e.problems()));
    }
  }

  private void write() {
    StoredSweep sweep = stored.get();
    TrialTable table = sweep.table();
    table.publishReport(LiveReport.of(StoredSummary.of(sweep), every));
  }
}
