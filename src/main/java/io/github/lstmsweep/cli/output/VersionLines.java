package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.spark.SparkVersion;
import java.util.List;

/** Tells the versions of the software and of the things below it that decide speed and bits. */
public final class VersionLines {
  private static final String SNAPSHOT = "-SNAPSHOT";
  private static final String DIRTY = "-dirty";

  private VersionLines() {}

  /**
   * Returns one line per fact.
   *
   * @param version in the jar's manifest, such as {@code 0.1.0-SNAPSHOT+a8441ce3f0d1}; null if the
   *     classes are in no jar
   * @param kernels of this process
   */
  public static List<String> of(String version, String kernels) {
    return List.of(
        "lstm-sweep " + (version == null ? "(not from a jar)" : version),
        "commit     " + commit(version),
        "Java       " + Runtime.version() + ", " + System.getProperty("java.vendor"),
        "Spark      " + SparkVersion.get().orElse("unknown"),
        "kernels    " + kernels);
  }

  private static String commit(String version) {
    if (version == null) {
      return "unknown";
    }
    int plus = version.indexOf('+');
    if (plus < 0) {
      return version.endsWith(SNAPSHOT)
          ? "unknown, as the build had no git repository"
          : "that of the release";
    }
    String commit = version.substring(plus + 1);
    return commit.endsWith(DIRTY)
        ? commit.substring(0, commit.length() - DIRTY.length()) + ", and changes to it"
        : commit;
  }
}
