package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Kernels;
import java.util.Arrays;

/**
 * A language model in training: minibatches of windows go in, mean losses and gradients come out
 * (d2l.ai, chapters 9.5 and 10.1). A minibatch is sorted by text, so that windows that begin alike
 * share their states, and cut into tiles of 64 windows. The tiles are dealt to {@link #SHARDS}
 * shards, and each sums its tiles' gradients in their order; the shards are added in theirs. So the
 * bits do not depend on the threads that work on them.
 */
public final class LanguageModel {
  /** Parts of a minibatch that may run at the same time. */
  public static final int SHARDS = 4;

  private final Kernels kernels;
  private final Parameters parameters;
  private final PackedWeights packed;
  private final int[] ids;
  private final int numSteps;
  private final WindowOrder order;
  private final Tile tile;
  private final float[][] gradients = new float[SHARDS][];
  private final double[] losses = new double[SHARDS];
  private int[] sorted = new int[0];
  private boolean isPacked;

  /**
   * A model over these parameters.
   *
   * @param ids the corpus
   * @param windows how many windows of {@code numSteps} tokens there are, starting at 0, 1, …
   */
  public LanguageModel(
      Kernels kernels, Parameters parameters, int[] ids, int numSteps, int windows) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.packed = new PackedWeights(parameters);
    this.ids = ids;
    this.numSteps = numSteps;
    this.order = new WindowOrder(ids, numSteps, windows);
    this.tile = new Tile(kernels, parameters, packed, numSteps);
    for (int s = 0; s < SHARDS; s++) {
      gradients[s] = new float[parameters.layout().length()];
    }
  }

  /**
   * Mean cross-entropy of a minibatch, nats a token.
   *
   * @param starts first token of each window
   * @param from first window of the minibatch in {@code starts}
   * @param to one past the last
   */
  public double loss(int[] starts, int from, int to) {
    prepare(starts, from, to);
    double total = 0;
    for (int first = 0; first < to - from; first += ROWS) {
      tile.tree.share(ids, sorted, first, Math.min(to - from, first + ROWS));
      total += tile.loss();
    }
    return total / ((double) (to - from) * numSteps);
  }

  /** The same, and leaves the gradient of the mean in {@link #gradient}. */
  public double lossAndGradient(int[] starts, int from, int to) {
    prepare(starts, from, to);
    int windows = to - from;
    float scale = (float) (1.0 / ((double) windows * numSteps));
    for (int s = 0; s < SHARDS; s++) {
      shard(s, windows, scale);
    }
    double total = 0;
    for (int s = 0; s < SHARDS; s++) {
      total += losses[s];
      if (s > 0) {
        kernels.add(gradients[0], 0, gradients[s], 0, gradients[0].length);
      }
    }
    parameters.completeGradient(gradients[0]);
    return total / ((double) windows * numSteps);
  }

  private void shard(int s, int windows, float scale) {
    int tiles = (windows + ROWS - 1) / ROWS;
    int first = s * tiles / SHARDS;
    int last = (s + 1) * tiles / SHARDS;
    Arrays.fill(gradients[s], 0f);
    double loss = 0;
    tile.begin();
    for (int i = first; i < last; i++) {
      tile.tree.share(ids, sorted, i * ROWS, Math.min(windows, (i + 1) * ROWS));
      loss += tile.lossAndGradient(scale, gradients[s]);
    }
    tile.end(gradients[s]);
    losses[s] = loss;
  }

  /** The gradient of the last {@link #lossAndGradient}, stored like the parameters. */
  float[] gradient() {
    return gradients[0];
  }

  /** L2 norm of the gradient over all parameters: eight chains in double, added in order. */
  public double gradientNorm() {
    float[] gradient = gradients[0];
    double[] chains = new double[8];
    for (int i = 0; i < gradient.length; i++) {
      chains[i & 7] += (double) gradient[i] * gradient[i];
    }
    double total = 0;
    for (double chain : chains) {
      total += chain;
    }
    return Math.sqrt(total);
  }

  /**
   * {@code w -= lr · g}, with g scaled down to the norm {@code clip} where it is longer.
   *
   * @param norm of the gradient, as {@link #gradientNorm} gave it
   */
  public void update(double lr, double clip, double norm) {
    double shrink = norm > clip ? clip / norm : 1;
    float step = (float) (-lr * shrink);
    float[] w = parameters.values();
    float[] g = gradients[0];
    for (int i = 0; i < w.length; i++) {
      w[i] = Math.fma(step, g[i], w[i]);
    }
    isPacked = false;
  }

  /** The parameters, as they are now. */
  public Parameters parameters() {
    return parameters;
  }

  /** The gradient in the canonical order of {@link Parameters}; for tests and comparisons. */
  public float[] canonicalGradient() {
    return parameters.canonical(gradients[0]);
  }

  private void prepare(int[] starts, int from, int to) {
    if (!isPacked) {
      packed.pack();
      isPacked = true;
    }
    if (sorted.length < to - from) {
      sorted = new int[to - from];
    }
    order.sort(starts, from, to, sorted);
  }
}
