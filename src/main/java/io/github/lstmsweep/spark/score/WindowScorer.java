package io.github.lstmsweep.spark.score;

import java.util.Iterator;
import org.apache.spark.api.java.function.DoubleFlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores windows with another implementation. It provides the functions that Spark runs on the
 * executors; {@link WindowScores} runs them.
 *
 * @param <E> one example, or several, of that implementation
 */
public interface WindowScorer<E> {
  /** Sends a value to every executor once. */
  interface Sender {
    /** Returns the value as functions on executors see it. */
    <T> Broadcast<T> send(T value);
  }

  /** Returns a function that makes examples of the starts of windows, in their order. */
  FlatMapFunction<Iterator<Integer>, E> examples(Sender sender);

  /**
   * Returns a function that makes of examples the loss of every window, in their order. The loss is
   * the sum over the window's tokens (nats).
   */
  DoubleFlatMapFunction<Iterator<E>> losses(Sender sender);
}
