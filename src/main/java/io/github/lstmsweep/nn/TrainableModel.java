package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.parameter.Parameters;

/** A model in training, whatever computes it: minibatches of windows go in, losses come out. */
public interface TrainableModel {
  /**
   * Mean loss of a minibatch.
   *
   * @param starts first token or value of each window
   * @param from first window of the minibatch in {@code starts}
   * @param to one past the last
   */
  double loss(int[] starts, int from, int to);

  /** The largest |h| of the last {@link #loss}: of every layer, step and window. */
  float largestH();

  /** The largest |c| likewise; 0 where the cell has none. */
  float largestC();

  /** The mean loss, and keeps its gradient for {@link #update}. */
  double lossAndGradient(int[] starts, int from, int to);

  /** L2 norm of the gradient over all parameters. */
  double gradientNorm();

  /**
   * Moves the parameters against the gradient, which is scaled down to the norm {@code clip} where
   * it is longer, and used up.
   *
   * @param norm of the gradient, as {@link #gradientNorm} gave it
   */
  void update(Optimizer optimizer, double clip, double norm);

  /**
   * Has {@code check} run many times inside a minibatch, on the thread that computes. What it
   * throws ends the minibatch, and with it the training. A model whose library computes a minibatch
   * as a whole runs none.
   */
  default void checkOften(Runnable check) {}

  /** A copy of the parameters in the canonical order of {@link Parameters}. */
  float[] canonicalParameters();
}
