package io.github.lstmsweep.spark.score;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores windows on all executors. It runs on the driver, in one stage without a shuffle, and keeps
 * the order of the windows.
 */
public final class WindowScores {
  private final JavaSparkContext spark;

  /** Makes scores on the executors of {@code spark}. */
  public WindowScores(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Returns the loss of each window, summed over its tokens (nats).
   *
   * @param label description of the Spark job, for people
   * @param first start of the first window
   * @param count number of windows; each starts one token after the one before
   * @throws UserException if the executors lack a class of the scorer
   */
  public <E> double[] of(String label, WindowScorer<E> scorer, int first, int count) {
    List<Broadcast<?>> sent = new ArrayList<>();
    WindowScorer.Sender sender =
        new WindowScorer.Sender() {
          @Override
          public <T> Broadcast<T> send(T value) {
            Broadcast<T> broadcast = spark.broadcast(value);
            sent.add(broadcast);
            return broadcast;
          }
        };
    List<Integer> starts = IntStream.range(first, first + count).boxed().toList();
    spark.setCallSite(label);
    try {
      return spark
          .parallelize(starts, Math.min(count, spark.defaultParallelism()))
          .mapPartitions(scorer.examples(sender))
          .mapPartitionsToDouble(scorer.losses(sender))
          .collect()
          .stream()
          .mapToDouble(Double::doubleValue)
          .toArray();
    } catch (Exception e) {
      // Spark throws checked exceptions that its Java signatures do not declare.
      throw failure(e);
    } finally {
      spark.clearCallSite();
      sent.forEach(Broadcast::unpersist);
    }
  }

  /** Explains a failed job. The driver has the scorer's classes, but executors may lack them. */
  static RuntimeException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClassNotFoundException || cause instanceof LinkageError) {
        return UserException.badInput(
            "Cannot score on the executors: they lack the class "
                + cause.getMessage()
                + "; give spark-submit the jars that have it as --jars");
      }
    }
    return e instanceof RuntimeException told
        ? told
        : new IllegalStateException("Spark gave the scoring up: " + Reason.of(e), e);
  }
}
