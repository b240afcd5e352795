package io.github.lstmsweep.train.text;

import io.github.lstmsweep.nn.LanguageModel;

/**
 * The mean over minibatches of their mean loss, as the notebook's {@code stat_val} computes it
 * (d2l.ai, chapter 10.1). A smaller last minibatch counts as much as a whole one.
 */
public final class MinibatchMean {
  private final int batchSize;
  private double total;
  private long minibatches;

  /** A mean without any minibatch; {@code batchSize} windows make one. */
  public MinibatchMean(int batchSize) {
    this.batchSize = batchSize;
  }

  /** Adds the minibatches of these windows, whose last one may be smaller. */
  public void add(LanguageModel model, int[] starts) {
    for (int from = 0; from < starts.length; from += batchSize) {
      total += model.loss(starts, from, Math.min(starts.length, from + batchSize));
      minibatches++;
    }
  }

  /** Returns the perplexity: exp of the mean loss (nats per token). */
  public double perplexity() {
    return StrictMath.exp(total / minibatches);
  }
}
