package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.spark.WallTime;
import java.util.Locale;

/** Describes in one line how a run spent its time. */
public final class WallTimeLine {
  private WallTimeLine() {}

  /**
   * Returns a line such as {@code Took 10 s on 2 cores: 90.0% training, 5.0% start-up, …; at best
   * 9.0 s}.
   */
  public static String of(WallTime time) {
    double whole = Math.max(1e-9, time.cores() * time.seconds());
    return String.format(
        Locale.ROOT,
        "Took %s on %s: %s training, %s start-up, %s scheduling, %s publishing, %s idle at the end;"
            + " at best %s; 99%% of rows in the table %s after training",
        Show.seconds(time.seconds()),
        Show.counted(time.cores(), "core"),
        percent(time.training() / whole),
        percent(time.startUp() / whole),
        percent(time.scheduling() / whole),
        percent(time.publishing() / whole),
        percent(time.idleTail() / whole),
        Show.seconds(time.atBestSeconds()),
        shortTime(time.publishedSeconds()));
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
