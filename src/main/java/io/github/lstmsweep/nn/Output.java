package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.Kernels.STRIP;

import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.trial.Dataset;
import java.util.Arrays;

/**
 * The output layer and its softmax cross-entropy, fused, for a few steps of a tile. Logits lie
 * transposed, [V][R]: lanes are states, so a sum over the vocabulary is one chain a lane.
 *
 * <p>The vocabulary goes by in blocks. A small one is one block, whose exponentials stay for the
 * gradient. A large one goes by twice, first for the maxima and sums, then for the gradient with
 * the logits computed again: that costs 2HV FLOP a token more and keeps everything in the cache,
 * and a block of weights serves all the steps before the next one comes.
 *
 * <p>The loss of a window is {@code max - logit[target] + log Σ exp(logit - max)}. The logarithms
 * of a step's windows are taken as one: the product of up to 64 sums, each between 1 and V, stays
 * finite in a double for every V that {@link Dataset} takes. Vectors compute rows beyond the states
 * too, from what earlier tiles left; it is finite, as a trial stops at its first loss that is not,
 * and nothing is made of it.
 */
final class Output {
  private static final int LARGEST_BLOCK = 128;
  private static final float[] ZEROS = new float[ROWS];

  /** Steps that share one pass over a large vocabulary. */
  private static final int STEPS = 8;

  private final Kernels kernels;
  private final ParameterLayout layout;
  private final Panels panels;
  private final float[] values;
  private final float[] weights; // [V'][H']
  private final Layer top;
  private final int vocab;
  private final int block;
  private final int numHiddens;

  private final float[] logits; // [block][R]
  private final float[] biasGradient; // [block][R]
  private final float[] blockMax = new float[ROWS];
  private final float[] blockSum = new float[ROWS];
  private final float[] factor = new float[ROWS];
  private final float[] chains = new float[16];
  private final float[] max; // [steps][R]
  private final float[] sum; // [steps][R]
  private final double[] targetLogits; // of each step

  Output(Kernels kernels, Parameters parameters, PackedWeights packed, Layer top) {
    this.kernels = kernels;
    this.layout = parameters.layout();
    this.panels = layout.panels();
    this.values = parameters.values();
    this.weights = packed.output();
    this.top = top;
    this.vocab = layout.vocabSize();
    this.numHiddens = layout.numHiddens();
    if (vocab > Dataset.LARGEST_VOCAB) {
      throw new IllegalArgumentException(
          "Cannot set the vocabulary's size to "
              + vocab
              + ": must be at most "
              + Dataset.LARGEST_VOCAB);
    }
    this.block = Math.min(layout.paddedVocab(), LARGEST_BLOCK);
    logits = new float[block * ROWS];
    biasGradient = new float[block * ROWS];
    max = new float[steps() * ROWS];
    sum = new float[steps() * ROWS];
    targetLogits = new double[steps()];
  }

  /** Steps that a call takes at most. */
  int steps() {
    return vocab <= LARGEST_BLOCK ? 1 : STEPS;
  }

  /** Starts a gradient, of one tile or of several. */
  void begin() {
    Arrays.fill(biasGradient, 0f);
  }

  /** Ends the gradient begun. */
  void end(float[] gradient) {
    if (vocab <= block) {
      addBiasGradient(0, gradient);
    }
  }

  /**
   * The sum of the losses of a step's windows, nats.
   *
   * @param slot of the top layer's states after step t
   */
  double loss(PrefixTree tree, int t, int slot) {
    targetLogits[0] = 0;
    for (int from = 0; from < vocab; from += block) {
      logits(from, slot, tree.states[t]);
      accumulate(from, 0, tree, t);
    }
    return loss(0, tree, t);
  }

  /**
   * The sum of the losses of the windows at steps from to to - 1, nats; adds the gradient of {@code
   * scale} times it to the parameters' and writes that of the hidden states.
   *
   * @param dh for each step panels of [R][width]
   */
  double lossAndGradient(
      PrefixTree tree, int from, int to, float scale, float[] gradient, float[] dh) {
    double loss = 0;
    if (vocab <= block) {
      loss = loss(tree, from, from + 1);
      gradientOfBlock(0, tree, from, 0, scale, gradient, dh);
      return loss;
    }
    for (int t = from; t < to; t++) {
      targetLogits[t - from] = 0;
    }
    for (int v = 0; v < vocab; v += block) {
      for (int t = from; t < to; t++) {
        logits(v, t + 1, tree.states[t]);
        accumulate(v, t - from, tree, t);
      }
    }
    for (int t = from; t < to; t++) {
      loss += loss(t - from, tree, t);
    }
    for (int v = 0; v < vocab; v += block) {
      Arrays.fill(biasGradient, 0f);
      for (int t = from; t < to; t++) {
        logits(v, t + 1, tree.states[t]);
        System.arraycopy(max, (t - from) * ROWS, blockMax, 0, ROWS);
        kernels.expSum(logits, size(v), tree.states[t], blockMax, blockSum);
        gradientOfBlock(v, tree, t, t - from, scale, gradient, dh);
      }
      addBiasGradient(v, gradient);
    }
    return loss;
  }

  /** Tokens of the block that starts at {@code from}. */
  private int size(int from) {
    return Math.min(block, vocab - from);
  }

  private void logits(int from, int slot, int states) {
    kernels.multiplyLanes(
        weights,
        from * layout.paddedHiddens(),
        layout.paddedHiddens(),
        values,
        layout.outputBias() + from,
        top.hTransposed(),
        top.slot(slot),
        logits,
        size(from),
        numHiddens,
        states);
  }

  /** Takes a block of logits into the maxima and sums of step t, the s-th of the call. */
  private void accumulate(int from, int s, PrefixTree tree, int t) {
    int states = tree.states[t];
    int size = size(from);
    kernels.columnMax(logits, size, states, blockMax);
    targetLogits[s] += targetLogits(from, tree, t);
    int at = s * ROWS;
    if (from == 0) {
      kernels.expSum(logits, size, states, blockMax, blockSum);
      System.arraycopy(blockMax, 0, max, at, ROWS);
      System.arraycopy(blockSum, 0, sum, at, ROWS);
      return;
    }
    for (int r = 0; r < states; r++) {
      float before = max[at + r];
      if (blockMax[r] > before) { // seldom: most maxima come early
        sum[at + r] *= Elementary.expMinus(before - blockMax[r]);
        max[at + r] = blockMax[r];
      } else {
        blockMax[r] = before;
      }
    }
    kernels.expSum(logits, size, states, blockMax, blockSum);
    kernels.add(sum, at, blockSum, 0, states);
  }

  /** The sum of the logits of those windows' targets that are in a block. */
  private double targetLogits(int from, PrefixTree tree, int t) {
    int size = size(from);
    double targets = 0;
    for (int w = 0; w < tree.windows(); w++) {
      int target = tree.target[t * ROWS + w] - from;
      if (target >= 0 && target < size) {
        targets += logits[target * ROWS + tree.state[t * ROWS + w]];
      }
    }
    return targets;
  }

  private double loss(int s, PrefixTree tree, int t) {
    double maxima = 0;
    double product = 1;
    for (int w = 0; w < tree.windows(); w++) {
      int state = s * ROWS + tree.state[t * ROWS + w];
      maxima += max[state];
      product *= sum[state];
    }
    return maxima - targetLogits[s] + StrictMath.log(product);
  }

  /**
   * Turns the block's exponentials into the gradient of its logits, {@code scale · (count · p -
   * targets)}, and takes it to the weights and the hidden states.
   */
  private void gradientOfBlock(
      int from, PrefixTree tree, int t, int s, float scale, float[] gradient, float[] dh) {
    int states = tree.states[t];
    int size = size(from);
    for (int r = 0; r < states; r++) {
      factor[r] = scale * tree.count[t * ROWS + r] / sum[s * ROWS + r];
    }
    // Whole vectors are computed: nothing may come of the rows that are no states.
    Arrays.fill(factor, states, ROWS, 0f);
    kernels.normalize(logits, size, states, factor, biasGradient);
    for (int w = 0; w < tree.windows(); w++) {
      int target = tree.target[t * ROWS + w] - from;
      if (target >= 0 && target < size) {
        int at = target * ROWS + tree.state[t * ROWS + w];
        logits[at] -= scale;
        biasGradient[at] -= scale;
      }
    }
    // A product reads whole strips: what the block before left there is no gradient.
    Arrays.fill(logits, size * ROWS, (size + STRIP - 1) / STRIP * STRIP * ROWS, 0f);
    for (int j = 0; j < panels.count(); j++) {
      int width = panels.width(j);
      int panel = layout.output(j) + from * width;
      kernels.multiplyRows(
          logits,
          0,
          ROWS,
          top.h(),
          top.slot(t + 1) + ROWS * panels.start(j),
          gradient,
          panel,
          size,
          states,
          width);
      int to = top.slot(s) + ROWS * panels.start(j);
      // The first block writes, the others add.
      kernels.multiplyColumns(
          logits,
          0,
          values,
          panel,
          from == 0 ? ZEROS : dh,
          from == 0 ? 0 : to,
          from == 0 ? 0 : width,
          dh,
          to,
          states,
          size,
          width);
    }
  }

  /** A bias's gradient is the sum over rows: sixteen chains, then these in order. */
  private void addBiasGradient(int from, float[] gradient) {
    for (int v = 0; v < size(from); v++) {
      Arrays.fill(chains, 0f);
      for (int r = v * ROWS; r < (v + 1) * ROWS; r += chains.length) {
        for (int lane = 0; lane < chains.length; lane++) {
          chains[lane] += biasGradient[r + lane];
        }
      }
      float total = 0;
      for (float chain : chains) {
        total += chain;
      }
      gradient[layout.outputBias() + from + v] += total;
    }
  }
}
