package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.layer.Dropout;
import java.util.Optional;

/** A minibatch of one trial that a device is asked for, and its answer. */
public final class Request {
  final int place;
  final boolean isTraining;
  final boolean isSharing;
  final int[] starts;
  final long minibatch;
  final Optional<Dropout> dropout;
  final Optional<Optimizer.Step> update;

  // The answer. The lock of the bench guards isDone and failure.
  boolean isDone;
  RuntimeException failure; // null for none
  double loss;
  double norm;
  float largestH;
  float largestC;

  /**
   * A request for a loss, and for its gradient if it is for training.
   *
   * @param place of the trial in its pack
   * @param starts first token or value of each window, in the order in which tiles take them
   * @param minibatch its number over all epochs, for dropout
   * @param update the optimizer's step to make before
   */
  public Request(
      int place,
      boolean isTraining,
      boolean isSharing,
      int[] starts,
      long minibatch,
      Optional<Dropout> dropout,
      Optional<Optimizer.Step> update) {
    this.place = place;
    this.isTraining = isTraining;
    this.isSharing = isSharing;
    this.starts = starts;
    this.minibatch = minibatch;
    this.dropout = dropout;
    this.update = update;
  }

  /** Returns the mean loss of the minibatch. Only for a request that was answered. */
  public double loss() {
    return loss;
  }

  /** Returns the norm of the gradient. Only for a training request that was answered. */
  public double norm() {
    return norm;
  }

  /** Returns the largest absolute hidden state. Only for an answered request without training. */
  public float largestH() {
    return largestH;
  }

  /** Returns the largest absolute cell state. Only for an answered request without training. */
  public float largestC() {
    return largestC;
  }
}
