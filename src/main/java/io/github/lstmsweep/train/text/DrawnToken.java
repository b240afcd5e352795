package io.github.lstmsweep.train.text;

import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Arrays;

/** Draws a token from the softmax of the likeliest logits. */
final class DrawnToken implements NextToken {
  /** Below this {@link Elementary#exp} no longer falls, so such a token is never drawn. */
  private static final double LEAST = -87;

  private final double temperature;
  private final int topK;
  private final RandomStream random;
  private float[] sorted = new float[0];
  private double[] sums = new double[0]; // sums of the weights up to each token

  DrawnToken(double temperature, int topK, RandomStream random) {
    this.temperature = temperature;
    this.topK = topK;
    this.random = random;
  }

  @Override
  public int of(float[] logits) {
    int n = logits.length;
    if (sums.length != n) {
      sums = new double[n];
      sorted = new float[n];
    }
    System.arraycopy(logits, 0, sorted, 0, n);
    Arrays.sort(sorted);
    float max = sorted[n - 1];
    float least = sorted[Math.max(0, n - topK)];
    int equal = topK; // free places for logits equal to the smallest one that is in
    for (int i = n - 1; i >= 0 && sorted[i] > least; i--) {
      equal--;
    }
    double sum = 0;
    for (int v = 0; v < n; v++) {
      if (logits[v] > least || (logits[v] == least && equal-- > 0)) {
        sum += weight(((double) logits[v] - max) / temperature);
      }
      sums[v] = sum;
    }
    return place(random.nextUnit() * sum);
  }

  private static double weight(double scaled) {
    return scaled < LEAST ? 0 : Elementary.exp((float) scaled);
  }

  /** Returns the first token whose sum is above {@code drawn}, which is below the last sum. */
  private int place(double drawn) {
    int v = 0;
    while (sums[v] <= drawn) {
      v++;
    }
    return v;
  }
}
