package io.github.lstmsweep.nd4j;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns the starts of windows into the examples that DL4J takes, on an executor. An example has
 * one-hot tokens of windows × V × steps, and the tokens that follow each in the same shape. It has
 * as many windows as DL4J is to score together.
 */
final class OneHotWindows implements FlatMapFunction<Iterator<Integer>, DataSet> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<int[]> ids;
  private final int vocabSize;
  private final int numSteps;
  private final int atOnce;

  OneHotWindows(Broadcast<int[]> ids, int vocabSize, int numSteps, int atOnce) {
    this.ids = ids;
    this.vocabSize = vocabSize;
    this.numSteps = numSteps;
    this.atOnce = atOnce;
  }

  /**
   * Makes the examples one after the other, because the windows of a partition do not fit into
   * memory at once.
   */
  @Override
  public Iterator<DataSet> call(Iterator<Integer> starts) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return starts.hasNext();
      }

      @Override
      public DataSet next() {
        List<Integer> together = new ArrayList<>(atOnce);
        while (starts.hasNext() && together.size() < atOnce) {
          together.add(starts.next());
        }
        return new DataSet(oneHot(together, 0), oneHot(together, 1));
      }
    };
  }

  private INDArray oneHot(List<Integer> starts, int offset) {
    int[] of = starts.stream().mapToInt(Integer::intValue).toArray();
    return of(ids.value(), of, vocabSize, numSteps, offset);
  }

  /** Returns the one-hot tokens of each window from {@code offset} on: windows × V × steps. */
  static INDArray of(int[] ids, int[] starts, int vocabSize, int numSteps, int offset) {
    float[] x = new float[Math.multiplyExact(starts.length * vocabSize, numSteps)];
    for (int r = 0; r < starts.length; r++) {
      for (int t = 0; t < numSteps; t++) {
        x[(r * vocabSize + ids[starts[r] + t + offset]) * numSteps + t] = 1;
      }
    }
    return Nd4j.create(x, new long[] {starts.length, vocabSize, numSteps}, 'c');
  }
}
