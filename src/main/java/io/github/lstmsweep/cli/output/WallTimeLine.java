package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.spark.WallTime;
import java.util.Locale;

/** Describes in one line how a run spent its time. */
public final class WallTimeLine {
  private WallTimeLine() {}

  /**
   * Returns a line such as {@code Took 10 s on 2 cores: 90.0% training, 5.0% start-up, …; at best
   * 9.0 s; processors busy 96.0%}. The search has a share only if it took time, and the processors
   * are named only if this process did all the work.
   */
  public static String of(WallTime time) {
    double whole = Math.max(1e-9, time.cores() * time.seconds());
    WallTime.Spent spent = time.spent();
    return String.format(
        Locale.ROOT,
        "Took %s on %s: %s training, %s start-up,%s %s scheduling, %s publishing, %s idle at the end;"
            + " at best %s; 99%% of rows in the table %s after training%s",
        Show.seconds(time.seconds()),
        Show.counted(time.cores(), "core"),
        percent(spent.training() / whole),
        percent(spent.startUp() / whole),
        spent.searching() / whole >= 5e-4
            ? " " + percent(spent.searching() / whole) + " search,"
            : "",
        percent(spent.scheduling() / whole),
        percent(spent.publishing() / whole),
        percent(spent.idleTail() / whole),
        Show.seconds(time.atBestSeconds()),
        shortTime(time.publishedSeconds()),
        Double.isNaN(time.processors()) ? "" : "; processors busy " + percent(time.processors()));
  }

  private static String shortTime(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.0f ms", 1e3 * seconds)
        : Show.seconds(seconds);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
