package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Kernels.Shape;
import java.util.Arrays;

/**
 * The output layer and its softmax cross-entropy, fused, for one step of one tile. Logits lie
 * transposed, [V'][R]: lanes are windows, so a sum over the vocabulary is one chain a lane.
 *
 * <p>The loss of a row is {@code max - logit[target] + log Σ exp(logit - max)}. The logarithms of a
 * step's rows are taken as one: the product of up to 64 sums, each between 1 and V, stays finite in
 * a double for every V below 65,000.
 */
final class Output {
  private static final int LARGEST_VOCAB = 65_000;

  private final Kernels kernels;
  private final Parameters parameters;
  private final ParameterLayout layout;
  private final Panels panels;
  private final PackedWeights weights;
  private final float[] logits; // [V'][R]
  private final float[] biasGradient; // [V'][R], summed over rows at the end of a tile
  private final float[] max = new float[ROWS];
  private final float[] sum = new float[ROWS];
  private final Shape logitsShape;

  Output(Kernels kernels, Parameters parameters, PackedWeights weights) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.layout = parameters.layout();
    this.panels = parameters.panels();
    this.weights = weights;
    if (layout.vocabSize() > LARGEST_VOCAB) {
      throw new IllegalArgumentException(
          "Cannot set the vocabulary's size to "
              + layout.vocabSize()
              + ": must be at most "
              + LARGEST_VOCAB);
    }
    logits = new float[layout.paddedVocab() * ROWS];
    biasGradient = new float[layout.paddedVocab() * ROWS];
    logitsShape = new Shape(layout.vocabSize(), layout.numHiddens(), ROWS);
  }

  /** Starts a tile's gradient. */
  void begin() {
    Arrays.fill(biasGradient, 0f);
  }

  /**
   * The sum of the losses of a step's rows, nats. Leaves {@code exp(logit - max)} and their sums
   * for {@link #backward}.
   *
   * @param hTransposed hidden states, [16P][R] from {@code hOff}
   */
  double loss(float[] hTransposed, int hOff, int[] targets, int targetsOff, int rows) {
    float[] w = parameters.values();
    for (int v = 0; v < layout.paddedVocab(); v++) {
      Arrays.fill(logits, v * ROWS, (v + 1) * ROWS, w[layout.outputBias() + v]);
    }
    kernels.multiplyRows(
        weights.output, 0, layout.paddedHiddens(), hTransposed, hOff, logits, 0, logitsShape);
    kernels.columnMax(logits, layout.vocabSize(), max);
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      loss += (double) max[r] - logits[targets[targetsOff + r] * ROWS + r];
    }
    kernels.expSum(logits, layout.vocabSize(), max, sum);
    double product = 1;
    for (int r = 0; r < rows; r++) {
      product *= sum[r];
    }
    return loss + StrictMath.log(product);
  }

  /** Turns the probabilities into the gradient of the logits: {@code scale · (p - target)}. */
  void backward(int[] targets, int targetsOff, int rows, float scale) {
    kernels.normalize(logits, layout.vocabSize(), sum, scale, biasGradient);
    for (int r = 0; r < rows; r++) {
      int at = targets[targetsOff + r] * ROWS + r;
      logits[at] -= scale;
      biasGradient[at] -= scale;
    }
  }

  /** gradient of the output weights += dlogits · h. */
  void gradientOfWeights(float[] h, int hOff, int rows, float[] gradient) {
    for (int j = 0; j < panels.count(); j++) {
      kernels.multiplyRows(
          logits,
          0,
          ROWS,
          h,
          hOff + ROWS * panels.start(j),
          gradient,
          layout.output() + layout.paddedVocab() * panels.start(j),
          new Shape(layout.vocabSize(), rows, panels.width(j)));
    }
  }

  /** dh += dlogitsᵀ · W. */
  void gradientOfStates(float[] dh, int rows) {
    for (int j = 0; j < panels.count(); j++) {
      kernels.multiplyColumns(
          logits,
          0,
          parameters.values(),
          layout.output() + layout.paddedVocab() * panels.start(j),
          dh,
          ROWS * panels.start(j),
          new Shape(rows, layout.vocabSize(), panels.width(j)));
    }
  }

  /** Ends a tile's gradient: the output biases' are sums over rows. */
  void end(float[] gradient, int rows) {
    for (int v = 0; v < layout.vocabSize(); v++) {
      float total = 0;
      for (int r = 0; r < rows; r++) {
        total += biasGradient[v * ROWS + r];
      }
      gradient[layout.outputBias() + v] = total;
    }
  }
}
