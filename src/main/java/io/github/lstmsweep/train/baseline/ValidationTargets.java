package io.github.lstmsweep.train.baseline;

import io.github.lstmsweep.trial.Dataset;

/** The tokens that the validation windows predict, each with its weight in the perplexity. */
final class ValidationTargets {
  private final int windows;
  private final int firstTarget;
  private final int numSteps;
  // Number of windows in whole minibatches, and the weight of one of their targets.
  private final int whole;
  private final double wholeWeight;
  private final double lastWeight;

  ValidationTargets(Dataset dataset, int numSteps, int batchSize) {
    this(dataset.trainWindows(), dataset.validationWindows(), numSteps, batchSize);
  }

  /** Takes {@code windows} windows that follow one another, from {@code first} on. */
  ValidationTargets(int first, int windows, int numSteps, int batchSize) {
    this.windows = windows;
    this.firstTarget = first + 1;
    this.numSteps = numSteps;
    int last = windows % batchSize;
    this.whole = windows - last;
    double batches = whole / batchSize + (last > 0 ? 1 : 0);
    this.wholeWeight = 1 / (batches * batchSize * numSteps);
    this.lastWeight = last > 0 ? 1 / (batches * last * numSteps) : 0;
  }

  /** A value that is averaged over the targets. */
  interface Value {
    /**
     * Returns the value of one target.
     *
     * @param place of the token in the text
     * @param shown number of tokens that the window shows before it: 1, or 2 for two and more
     */
    double of(int place, int shown);
  }

  /** Returns the weighted mean. The weights add up to one. */
  double mean(Value value) {
    double sum = 0;
    for (int i = 0; i < windows + numSteps - 1; i++) {
      // Target i comes first in window i and later in the windows that begin before it.
      if (i < windows) {
        sum += weight(i, i + 1) * value.of(firstTarget + i, 1);
      }
      double later = weight(Math.max(0, i - numSteps + 1), Math.min(i, windows));
      if (later > 0) {
        sum += later * value.of(firstTarget + i, 2);
      }
    }
    return sum;
  }

  /**
   * Returns the weight of one target in each of the windows from {@code from} to below {@code to}.
   */
  private double weight(int from, int to) {
    int inWhole = Math.max(0, Math.min(to, whole) - from);
    return inWhole * wholeWeight + Math.max(0, to - from - inWhole) * lastWeight;
  }
}
