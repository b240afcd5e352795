package io.github.lstmsweep.report;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes the page of a sweep that may still run, with its progress and a time to load it again. */
public final class LiveReport {
  private LiveReport() {}

  /** Returns whether the sweep has nothing to train. */
  public static boolean isComplete(SweepSummary summary) {
    return summary.table().left() == 0;
  }

  /**
   * Returns the page. A complete one has neither progress nor a time to load it again.
   *
   * @param refresh time after which an open browser loads the page again
   */
  public static String of(SweepSummary summary, Duration refresh) {
    return isComplete(summary)
        ? Page.of(summary)
        : Page.of(summary, List.of(progress(summary)), Optional.of(refresh));
  }

  /**
   * Returns the share that is done, and the time left at the pace of the trials so far. A search
   * that pauses trials cannot tell the share, so the page has the number of the next trials.
   */
  private static String progress(SweepSummary summary) {
    int done = summary.rows().size();
    int left = summary.table().left();
    if (summary.rows().stream().anyMatch(row -> row.status() == TrialStatus.PAUSED)) {
      return "The search is not over: it trains " + Show.counted(left, "trial") + " next.";
    }
    String share =
        "The sweep is not complete: " + Math.round(100.0 * done / (done + left)) + "% is done";
    double seconds = seconds(summary);
    return seconds > 0
        ? share + ", and at the pace so far " + Show.seconds(seconds * left / done) + " are left."
        : share + ".";
  }

  /** Returns the time from the first start to the last end; 0 if it is unknown. */
  private static double seconds(SweepSummary summary) {
    double first = Double.POSITIVE_INFINITY;
    double last = 0;
    for (TrialRow row : summary.rows()) {
      first = Math.min(first, row.number("started_at").orElse(Double.POSITIVE_INFINITY));
      last = Math.max(last, row.number("finished_at").orElse(0));
    }
    return last > first ? (last - first) / 1e6 : 0;
  }
}
