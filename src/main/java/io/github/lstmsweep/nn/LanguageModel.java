package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Kernels;
import java.util.Arrays;

/**
 * An LSTM language model in training: minibatches of windows go in, mean losses come out, and SGD
 * moves the parameters (d2l.ai, chapter 9.5 and 10.1). A minibatch is cut into tiles of 64 windows;
 * the tiles' gradients are added in their order. Nothing is allocated after construction but
 * shapes.
 */
public final class LanguageModel {
  private final Kernels kernels;
  private final Parameters parameters;
  private final PackedWeights weights;
  private final Tile tile;
  private final int numSteps;
  private final float[] gradient;
  private boolean packed;

  /** A model over these parameters, which it changes. */
  public LanguageModel(Kernels kernels, Parameters parameters, int numSteps) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.weights = new PackedWeights(parameters);
    this.tile = new Tile(kernels, parameters, weights, numSteps);
    this.numSteps = numSteps;
    this.gradient = new float[parameters.layout().length()];
  }

  /**
   * Mean cross-entropy of a minibatch, nats a token.
   *
   * @param ids the corpus
   * @param starts first token of each window
   * @param from first window of the minibatch in {@code starts}
   * @param to one past the last
   */
  public double loss(int[] ids, int[] starts, int from, int to) {
    pack();
    double total = 0;
    for (int first = from; first < to; first += ROWS) {
      total += tile.loss(fill(ids, starts, first, to));
    }
    return total / ((double) (to - from) * numSteps);
  }

  /** The same, and leaves the gradient of the mean for {@link #update}. */
  public double lossAndGradient(int[] ids, int[] starts, int from, int to) {
    pack();
    float scale = (float) (1.0 / ((double) (to - from) * numSteps));
    Arrays.fill(gradient, 0f);
    double total = 0;
    for (int first = from; first < to; first += ROWS) {
      total += tile.lossAndGradient(fill(ids, starts, first, to), scale);
      kernels.add(gradient, tile.gradient, gradient.length);
    }
    return total / ((double) (to - from) * numSteps);
  }

  /**
   * L2 norm of the gradient over all parameters, a gate's bias counted twice (see {@link
   * Parameters}): eight chains in double, added in order.
   */
  public double gradientNorm() {
    ParameterLayout layout = parameters.layout();
    int biasEnd = layout.output();
    double squares = squares(0, gradient.length) + squares(layout.bias(), biasEnd);
    return Math.sqrt(squares);
  }

  /**
   * {@code w -= lr · g}, with g scaled down to the norm {@code clip} where it is longer.
   *
   * @param norm of the gradient, as {@link #gradientNorm} gave it
   */
  public void update(double lr, double clip, double norm) {
    double shrink = norm > clip ? clip / norm : 1;
    float step = (float) (-lr * shrink);
    ParameterLayout layout = parameters.layout();
    float[] w = parameters.values();
    kernels.axpy(w, gradient, step, 0, layout.bias());
    kernels.axpy(w, gradient, 2 * step, layout.bias(), layout.output());
    kernels.axpy(w, gradient, step, layout.output(), w.length);
    packed = false;
  }

  /** The parameters, as they are now. */
  public Parameters parameters() {
    return parameters;
  }

  /** The gradient in the canonical order of {@link Parameters}; for tests and comparisons. */
  public float[] canonicalGradient() {
    return parameters.canonical(gradient);
  }

  private void pack() {
    if (!packed) {
      weights.pack();
      packed = true;
    }
  }

  /** Puts up to a tile's windows from {@code first} on into the tile; says how many. */
  private int fill(int[] ids, int[] starts, int first, int to) {
    int rows = Math.min(ROWS, to - first);
    for (int r = 0; r < rows; r++) {
      int start = starts[first + r];
      for (int t = 0; t < numSteps; t++) {
        tile.inputs[t * ROWS + r] = ids[start + t];
        tile.targets[t * ROWS + r] = ids[start + t + 1];
      }
    }
    return rows;
  }

  private double squares(int from, int to) {
    double[] chains = new double[8];
    for (int i = from; i < to; i++) {
      chains[i & 7] += (double) gradient[i] * gradient[i];
    }
    double total = 0;
    for (double chain : chains) {
      total += chain;
    }
    return total;
  }
}
