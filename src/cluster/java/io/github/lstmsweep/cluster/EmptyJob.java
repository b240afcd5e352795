package io.github.lstmsweep.cluster;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark job of one task that does nothing and prints when it ran. */
public final class EmptyJob {
  /** The text before the time, which is in milliseconds since 1970. */
  static final String RAN = "ran at ";

  private EmptyJob() {}

  /** Runs the job; spark-submit starts it. */
  public static void main(String[] arguments) {
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("empty"))) {
      List<Long> ran =
          spark.parallelize(List.of(1), 1).map(one -> System.currentTimeMillis()).collect();
      System.out.println(RAN + ran.get(0));
    }
  }
}
