package io.github.lstmsweep.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of all tests: Kryo with registration required, two cores. */
public final class LocalSpark {
  private static final SparkSession SESSION = start();

  private LocalSpark() {}

  /** Returns the session; nobody may stop it. */
  public static SparkSession session() {
    return SESSION;
  }

  /** Returns the context of the session. */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(SESSION.sparkContext());
  }

  private static SparkSession start() {
    SparkSetup.quietLogging();
    return SparkSession.builder()
        .config(SparkSetup.sweepConf("tests").set("spark.master", "local[2]"))
        .getOrCreate();
  }
}
