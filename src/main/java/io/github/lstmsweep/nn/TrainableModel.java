package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.parameter.Parameters;

/** A model in training, on any engine: minibatches of windows go in, losses come out. */
public interface TrainableModel {
  /**
   * The mean loss of a minibatch.
   *
   * @param starts first token or value of each window
   * @param from first window of the minibatch in {@code starts}
   * @param to one past the last
   */
  double loss(int[] starts, int from, int to);

  /** The largest |h| of the last {@link #loss}, over every layer, step and window. */
  float largestH();

  /**
   * The largest |c| of the last {@link #loss}, over every layer, step and window; 0 if the cell has
   * no c.
   */
  float largestC();

  /** Returns the mean loss of a minibatch, and keeps its gradient for {@link #update}. */
  double lossAndGradient(int[] starts, int from, int to);

  /** The L2 norm of the gradient over all parameters. */
  double gradientNorm();

  /**
   * Moves the parameters against the gradient. A gradient longer than {@code clip} is scaled down
   * to that norm. The gradient cannot be used again.
   *
   * @param norm of the gradient, as {@link #gradientNorm} returned it
   */
  void update(Optimizer optimizer, double clip, double norm);

  /**
   * Runs {@code check} many times inside each minibatch, on the thread that computes. An exception
   * from {@code check} ends the minibatch, and with it the training. A model whose library computes
   * a minibatch as a whole never runs it.
   */
  default void checkOften(Runnable check) {}

  /**
   * The state from which {@link #restore} continues.
   *
   * @param optimizer the optimizer that has moved the parameters
   * @throws UnsupportedOperationException if the engine cannot continue a training
   */
  default NetworkState stateWith(Optimizer optimizer) {
    throw new UnsupportedOperationException("this engine cannot pause a training");
  }

  /**
   * Continues from a state, with bits equal to those of a training that did not stop there.
   *
   * @param optimizer receives its part of the state
   * @param minibatches number of minibatches trained so far
   * @throws UnsupportedOperationException if the engine cannot continue a training
   */
  default void restore(NetworkState state, Optimizer optimizer, long minibatches) {
    throw new UnsupportedOperationException("this engine cannot continue a training");
  }

  /** A copy of the parameters in the canonical order of {@link Parameters}. */
  float[] canonicalParameters();
}
