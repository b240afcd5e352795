package io.github.lstmsweep.spark;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Whether a cluster's executors come at all; looked at by the thread that waits for a sweep. */
final class ExecutorWatch {
  /** How long a cluster may take to start the first, until a person is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The driver is counted among them. */
  private static final int DRIVER_ALONE = 1;

  private final JavaSparkContext spark;
  private final long start = System.nanoTime();
  private boolean seen;
  private boolean told;

  ExecutorWatch(JavaSparkContext spark) {
    this.spark = spark;
    this.seen = SparkSetup.isLocal(spark.master());
  }

  /** Takes a look; how long none has come, once, where that is too long. */
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

  /** Whether one was ever there. */
  boolean hasSeen() {
    return seen;
  }
}
