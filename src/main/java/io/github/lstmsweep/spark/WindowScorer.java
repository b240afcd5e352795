package io.github.lstmsweep.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.DoubleFlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Another implementation's scoring of windows, as the functions that Spark runs on the executors;
 * {@link WindowScores} runs them.
 *
 * @param <E> an example, or several, of that implementation
 */
public interface WindowScorer<E> {
  /** Sends a value to every executor once. */
  interface Sender {
    /** The value as functions on executors see it. */
    <T> Broadcast<T> send(T value);
  }

  /** Makes examples of the starts of windows, in their order. */
  FlatMapFunction<Iterator<Integer>, E> examples(Sender sender);

  /** Gives for every window, in their order, the sum of its tokens' losses (nats). */
  DoubleFlatMapFunction<Iterator<E>> losses(Sender sender);
}
