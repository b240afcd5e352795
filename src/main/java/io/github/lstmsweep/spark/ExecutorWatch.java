package io.github.lstmsweep.spark;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Watches whether a cluster's executors start at all. The thread that waits for a sweep calls it.
 */
final class ExecutorWatch {
  /** How long a cluster may take to start its first executor before the user is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The length of Spark's list of executors without any: it includes the driver. */
  private static final int DRIVER_ALONE = 1;

  private final JavaSparkContext spark;
  private final long start = System.nanoTime();
  private boolean seen;
  private boolean told;

  ExecutorWatch(JavaSparkContext spark) {
    this.spark = spark;
    this.seen = SparkSetup.isLocal(spark.master());
  }

  /**
   * Looks for executors. Returns the waiting time, once, if none has started within {@link
   * #PATIENCE}; else empty.
   */
  Optional<Duration> look() {
    if (!seen && !spark.sc().isStopped()) {
      seen = spark.sc().statusTracker().getExecutorInfos().length > DRIVER_ALONE;
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    if (seen || told || waited.compareTo(PATIENCE) < 0) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(waited);
  }

  /** Whether an executor was ever there. */
  boolean hasSeen() {
    return seen;
  }
}
