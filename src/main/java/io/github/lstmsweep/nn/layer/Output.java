package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.trial.Dataset;
import java.util.Arrays;

/**
 * Computes the output layer and its softmax cross-entropy in nats, fused, for a few steps of a
 * tile. Logits lie transposed, [V][R]. Lanes are states, so a sum over the vocabulary is one chain
 * per lane.
 *
 * <p>The vocabulary is processed in blocks. A small one is one block, whose exponentials are kept
 * for the gradient. A large one is processed twice. The first pass finds the maxima and sums. The
 * second one computes the logits again for the gradient. That costs 2HV more FLOP per token and
 * keeps everything in the cache. A block of weights serves all the steps before the next one comes.
 *
 * <p>The loss of a window is {@code max - logit[target] + log Σ exp(logit - max)}. If no logit can
 * be far from zero ({@link io.github.lstmsweep.nn.parameter.KernelWeights#logitBound}), the maximum
 * is neither computed nor subtracted. That holds when hidden states are between -1 and 1 and the
 * weights are small. It holds to the end in 91 of the 100 trials of {@code conf/d2l-lstm.yaml}. A
 * {@link LogProduct} takes the logarithms of a step's windows as one.
 *
 * <p>Vectors also compute rows beyond the states, from the leftovers of earlier tiles. On the way
 * back these are multiplied by zero, so they must be finite. A trial stops at its first loss that
 * is not finite. A gradient begins without logits of different weights. It also begins without a
 * validation's exponentials, as the exponential of one of these may not fit a float.
 */
public final class Output implements TileOutput {
  private final Kernels kernels;
  private final Linear linear;
  private final int vocab;
  private final int block;
  private final float largestLogit; // up to it a sum of exponentials is at most exp(EXP_BOUND)

  private final Arena arena; // the tile's
  private final int logits; // [block][R]
  private final Matrix logitsOfStep = new Matrix(); // these, of one step
  private final int biasGradient; // [block][R]
  private final float[] blockMax = new float[ROWS];
  private final float[] blockSum = new float[ROWS];
  private final float[] factor = new float[ROWS];
  private final float[] max; // [steps][R]
  private final float[] sum; // [steps][R]
  private final double[] targetLogits; // of each step
  private final LogProduct sums = new LogProduct();
  private boolean bounded; // no logit is beyond largestLogit

  /** An output layer with its loss, over the outputs of {@code linear}. */
  public Output(Linear linear) {
    this.kernels = linear.kernels();
    this.linear = linear;
    this.arena = linear.arena();
    this.vocab = linear.layout().vocabSize();
    if (vocab > Dataset.LARGEST_VOCAB) {
      throw new IllegalArgumentException(
          "Cannot set the vocabulary's size to "
              + vocab
              + ": must be at most "
              + Dataset.LARGEST_VOCAB);
    }
    this.largestLogit = largestLogit(vocab);
    this.block = Math.min(linear.layout().paddedVocab(), ParameterLayout.BLOCK);
    logits = arena.take((long) block * ROWS);
    biasGradient = arena.take((long) block * ROWS);
    max = new float[steps() * ROWS];
    sum = new float[steps() * ROWS];
    targetLogits = new double[steps()];
  }

  /**
   * The bound of every |logit| up to which the exponentials of {@code vocab} logits are summed
   * without subtracting a maximum.
   */
  public static float largestLogit(int vocab) {
    return Kernels.EXP_BOUND - (float) StrictMath.log(vocab);
  }

  @Override
  public int steps() {
    return linear.layout().stepsOfOutput();
  }

  @Override
  public void begin() {
    linear.zero(biasGradient, block * ROWS);
    linear.zero(logits, block * ROWS);
    linear.forgetOutputs();
  }

  @Override
  public void end(Gradient gradient) {
    if (vocab <= block) {
      linear.addBiasGradient(0, size(0), biasGradient, gradient);
    }
  }

  @Override
  public double loss(PrefixTree tree, int t, int slot) {
    takeBound();
    targetLogits[0] = 0;
    for (int from = 0; from < vocab; from += block) {
      linear.forward(from, size(from), slot, tree.states[t], logits);
      accumulate(from, 0, tree, t);
    }
    return loss(0, tree, t);
  }

  @Override
  public double lossAndGradient(
      PrefixTree tree, int from, int to, float scale, Gradient gradient, int dh) {
    takeBound();
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
        linear.forward(v, size(v), t + 1, tree.states[t], logits);
        accumulate(v, t - from, tree, t);
      }
    }
    for (int t = from; t < to; t++) {
      loss += loss(t - from, tree, t);
    }
    for (int v = 0; v < vocab; v += block) {
      linear.zero(biasGradient, block * ROWS);
      for (int t = from; t < to; t++) {
        linear.forward(v, size(v), t + 1, tree.states[t], logits);
        if (bounded) {
          kernels.expSum(logits(size(v), tree.states[t]), blockSum);
        } else {
          System.arraycopy(max, (t - from) * ROWS, blockMax, 0, ROWS);
          kernels.expSum(logits(size(v), tree.states[t]), blockMax, blockSum);
        }
        gradientOfBlock(v, tree, t, t - from, scale, gradient, dh);
      }
      linear.addBiasGradient(v, size(v), biasGradient, gradient);
    }
    return loss;
  }

  /** The number of tokens in the block that starts at {@code from}. */
  private int size(int from) {
    return Math.min(block, vocab - from);
  }

  /** The logits of the block's first {@code tokens} tokens and the first {@code states} states. */
  private Matrix logits(int tokens, int states) {
    return logitsOfStep.at(arena.floats(), logits).shape(tokens, states, ROWS);
  }

  /** Adds a block of logits to the maxima and sums of step t, the s-th of the call. */
  private void accumulate(int from, int s, PrefixTree tree, int t) {
    int states = tree.states[t];
    int size = size(from);
    if (bounded) {
      targetLogits[s] += targetLogits(from, tree, t);
      kernels.expSum(logits(size, states), blockSum);
      if (from == 0) {
        System.arraycopy(blockSum, 0, sum, s * ROWS, ROWS);
      } else {
        kernels.add(sum, s * ROWS, blockSum, 0, states);
      }
      return;
    }
    kernels.columnMax(logits(size, states), blockMax);
    targetLogits[s] += targetLogits(from, tree, t);
    int at = s * ROWS;
    if (from == 0) {
      kernels.expSum(logits(size, states), blockMax, blockSum);
      System.arraycopy(blockMax, 0, max, at, ROWS);
      System.arraycopy(blockSum, 0, sum, at, ROWS);
      return;
    }
    for (int r = 0; r < states; r++) {
      float before = max[at + r];
      if (blockMax[r] > before) { // seldom: most maxima come early
        sum[at + r] *= Elementary.exp(before - blockMax[r]);
        max[at + r] = blockMax[r];
      } else {
        blockMax[r] = before;
      }
    }
    kernels.expSum(logits(size, states), blockMax, blockSum);
    kernels.add(sum, at, blockSum, 0, states);
  }

  /** The sum of the target logits of those windows whose target is in a block. */
  private double targetLogits(int from, PrefixTree tree, int t) {
    int size = size(from);
    float[] floats = arena.floats();
    double targets = 0;
    for (int w = 0; w < tree.windows(); w++) {
      int target = tree.text[(t + 1) * ROWS + w] - from;
      if (target >= 0 && target < size) {
        targets += floats[logits + target * ROWS + tree.state[t * ROWS + w]];
      }
    }
    return targets;
  }

  private double loss(int s, PrefixTree tree, int t) {
    double maxima = 0;
    sums.begin();
    for (int w = 0; w < tree.windows(); w++) {
      int state = s * ROWS + tree.state[t * ROWS + w];
      maxima += bounded ? 0 : max[state];
      sums.multiply(sum[state]);
    }
    return maxima - targetLogits[s] + sums.log();
  }

  private void takeBound() {
    bounded = linear.logitBound() <= largestLogit;
  }

  /**
   * Turns the block's exponentials into the gradient of its logits, {@code scale · (count · p -
   * targets)}. Passes it to the weights and the hidden states.
   */
  private void gradientOfBlock(
      int from, PrefixTree tree, int t, int s, float scale, Gradient gradient, int dh) {
    float[] floats = arena.floats();
    int states = tree.states[t];
    int size = size(from);
    for (int r = 0; r < states; r++) {
      factor[r] = scale * tree.count[t * ROWS + r] / sum[s * ROWS + r];
    }
    // Kernels compute whole vectors, so the rows beyond the states must contribute zero.
    Arrays.fill(factor, states, ROWS, 0f);
    kernels.normalize(logits(size, states), factor, floats, biasGradient);
    for (int w = 0; w < tree.windows(); w++) {
      int target = tree.text[(t + 1) * ROWS + w] - from;
      if (target >= 0 && target < size) {
        int at = target * ROWS + tree.state[t * ROWS + w];
        floats[logits + at] -= scale;
        floats[biasGradient + at] -= scale;
      }
    }
    linear.backward(from, size, t, states, logits, gradient, dh + s * linear.units());
  }
}
