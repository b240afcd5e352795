package io.github.lstmsweep.gpu.pack;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.layer.LogProduct;
import java.nio.ByteBuffer;

/**
 * Makes the mean loss of a minibatch of the numbers that a device returns. It takes the logarithms
 * and adds in the order of {@code nn.Tile} and {@code nn.SequenceModel}.
 */
final class Losses {
  private final Shape shape;

  Losses(Shape shape) {
    this.shape = shape;
  }

  /** Returns the sum of the losses of a step of a tile. */
  @FunctionalInterface
  interface OfStep {
    double at(int tile, int t);
  }

  /**
   * Returns the mean loss of a minibatch.
   *
   * @param windows in the minibatch
   */
  double mean(int windows, boolean isTraining, OfStep steps) {
    int tiles = shape.tiles(windows);
    double total = 0;
    for (int s = 0; s < SHARDS; s++) {
      double ofShard = 0;
      for (int tile = s * tiles / SHARDS; tile < (s + 1) * tiles / SHARDS; tile++) {
        ofShard += ofTile(tile, windows, isTraining, steps);
      }
      total += ofShard;
    }
    return total / shape.losses(windows);
  }

  private double ofTile(int tile, int windows, boolean isTraining, OfStep steps) {
    int numSteps = shape.isOneSequence() ? windows : shape.numSteps();
    double loss = 0;
    if (!isTraining) {
      for (int t = 0; t < numSteps; t++) {
        loss += steps.at(tile, t);
      }
      return loss;
    }
    int atOnce = shape.descends() ? 1 : shape.stepsOfOutput();
    for (int end = numSteps; end > 0; end -= atOnce) {
      double ofSteps = 0;
      for (int t = Math.max(0, end - atOnce); t < end; t++) {
        ofSteps += steps.at(tile, t);
      }
      loss += ofSteps;
    }
    return loss;
  }

  /**
   * Returns the loss of a step of a text.
   *
   * @param losses the struct Loss of every job, tile and step
   */
  double ofText(ByteBuffer losses, int job, int tile, int t) {
    int at = ((job * shape.tiles() + tile) * shape.numSteps() + t) * MemoryPlan.LOSS_BYTES;
    double maxima = losses.getDouble(at);
    double targets = losses.getDouble(at + Double.BYTES);
    double product = losses.getDouble(at + 2 * Double.BYTES);
    long exponent = losses.getLong(at + 3 * Double.BYTES);
    return maxima - targets + LogProduct.log(product, exponent);
  }

  /**
   * Returns the loss of a step of a time series.
   *
   * @param forecasts of every job and window
   * @param targets the value after the window at a place of the minibatch
   */
  double ofSeries(ByteBuffer forecasts, int job, int tile, int t, int windows, OfWindow targets) {
    boolean hasLoss = shape.isOneSequence() || t + 1 == shape.numSteps();
    if (!hasLoss) {
      return 0;
    }
    int first = shape.isOneSequence() ? t : tile * ROWS;
    int rows = shape.isOneSequence() ? 1 : Math.min(ROWS, windows - first);
    double loss = 0;
    for (int w = first; w < first + rows; w++) {
      float y = forecasts.getFloat((job * shape.minibatch() + w) * Float.BYTES);
      double error = (double) y - targets.at(w);
      loss += error * error;
    }
    return loss;
  }

  /** Returns a value by the window's place in its minibatch. */
  @FunctionalInterface
  interface OfWindow {
    float at(int window);
  }
}
