package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.layer.Dropout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Applies dropout to the states between two layers in one minibatch. It drops the same units as on
 * the CPU.
 */
final class Masks {
  /** The masks of a pass without dropout. */
  static final Masks NONE = new Masks(List.of(), 0, 0, 0);

  private final List<Dropout> dropout;
  private final long minibatch;
  private final int rows;
  private final int numHiddens;
  private final Map<Place, INDArray> made = new HashMap<>();

  private record Place(int layer, int step) {}

  /**
   * Makes the masks of a minibatch.
   *
   * @param dropout dropout of each member; empty for none
   */
  Masks(List<Dropout> dropout, long minibatch, int rows, int numHiddens) {
    this.dropout = dropout;
    this.minibatch = minibatch;
    this.rows = rows;
    this.numHiddens = numHiddens;
  }

  /**
   * Returns the states that {@code layer} reads at step t, or their gradient, without the dropped
   * units.
   *
   * @param states [P][B][H]
   */
  INDArray masked(INDArray states, int layer, int t) {
    if (dropout.isEmpty()) {
      return states;
    }
    return states.mul(made.computeIfAbsent(new Place(layer, t), this::make));
  }

  /** Makes a mask once, because the forward and the backward pass of a step use it three times. */
  private INDArray make(Place at) {
    float[] factors = new float[dropout.size() * rows * numHiddens];
    for (int p = 0; p < dropout.size(); p++) {
      dropout
          .get(p)
          .factors(minibatch, at.layer, at.step, rows, numHiddens, factors, p * rows * numHiddens);
    }
    return Nd4j.create(factors, new long[] {dropout.size(), rows, numHiddens}, 'c');
  }
}
